"""One line of 'who must learn what by when', with the sentence that gives its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nennep.obligations.models import STATE_LABELS, Anchor, Requirement
from nennep.obligations.rules.state import SETTLED, State
from nennep.people.models import Level, Standing
from nennep.vietnamese.dates import PartialDate

PROBATION_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody must learn something by `due` (None: no day is set or known).

    `overdue` and `soon` hold only while nothing settles the line; `unplanned`: no class that is announced to the person's
    unit opens from now on and ends by the due day; `expiring`: done, but by a paper that soon counts no more. `learned_on` is
    the day from which the newest paper counts, `expires_on` the first on which it does not.
    """

    requirement: Requirement
    person_id: int
    person_code: str
    full_name: str
    unit_id: int
    unit_code: str
    unit_name: str
    due: date | None
    state: State
    overdue: bool
    soon: bool
    unplanned: bool
    expiring: bool
    anchor_on: date | None
    anchor_precision: str
    post: str
    planned: str
    learned_on: date | None
    expires_on: date | None
    waived: str
    as_of: date

    @property
    def days_left(self) -> int | None:
        """Days from the day asked to the due day; negative when it has passed, None without one."""
        return None if self.due is None else (self.due - self.as_of).days

    @property
    def deadline(self) -> str:
        """How far the due day is, in words, while nothing settles the line."""
        if self.days_left is None or self.state in SETTLED:
            return ""
        days = abs(self.days_left)
        if self.overdue:
            return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days} if self.soon else ""

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(STATE_LABELS[self.state])

    @property
    def reason(self) -> str:
        """Why it binds this person, in one sentence."""
        parts = [part for part in (self._why(), self._missing(), self._let_off()) if part]
        return "; ".join(parts)

    @property
    def basis(self) -> str:
        """The legal source; one that nobody compared with the text says so."""
        source, doubt = self.requirement.legal_basis, _("not compared with the text")
        if self.requirement.verified:
            return source
        return f"{source} ({doubt})" if source else doubt

    def _why(self) -> str:
        if self.requirement.anchor == Anchor.ADMISSION:
            return self._why_admitted()
        if self.requirement.anchor == Anchor.SUCCESSION or (self.planned and not self.post):
            return self._dated(_("Planned for %(title)s") % {"title": self.planned})
        if self.post:
            return self._dated(_("Holds the post %(title)s") % {"title": self.post})
        return ", ".join(str(Standing(one).label) for one in self.requirement.standings) or str(self.requirement.name)

    def _why_admitted(self) -> str:
        if self.anchor_on is None or self.due is None:
            return _("No admission date on record")
        facts = {"day": self._anchor(), "due": _day(self.due)}
        if self.anchor_precision != "d":
            return _("Admitted %(day)s (day not known), at the earliest due %(due)s") % facts
        if self.requirement.offset_months == PROBATION_MONTHS:
            return _("Admitted on %(day)s, probation ends %(due)s") % facts
        return _("Admitted on %(day)s, due %(due)s") % facts

    def _dated(self, what: str) -> str:
        if self.due is None:
            return what
        facts = {"what": what, "day": self._anchor(), "due": _day(self.due)}
        if self.requirement.anchor == Anchor.YEAR:
            return _("%(what)s, due by the end of the year") % facts
        return _("%(what)s since %(day)s, due %(due)s") % facts

    def _missing(self) -> str:
        if self.state == State.WAIVED:
            return ""
        if self.expires_on and self.learned_on:
            facts = {"day": _day(self.learned_on), "months": self.requirement.validity_months, "expiry": _day(self.expires_on)}
            if self.state == State.DONE:
                return _("the paper of %(day)s counts until %(expiry)s") % facts
            return _("the paper of %(day)s counts for %(months)s months and expired on %(expiry)s") % facts
        return "" if self.state == State.DONE else self._lacking()

    def _lacking(self) -> str:
        if self.requirement.level:
            return _("has not reached the level: %(level)s") % {"level": Level(self.requirement.level).label}
        if self.requirement.anchor == Anchor.NONE:
            return _("has not completed: %(program)s") % {"program": self.requirement.program.name}
        return ""

    def _let_off(self) -> str:
        return _("waived: %(reason)s") % {"reason": self.waived} if self.state == State.WAIVED else ""

    def _anchor(self) -> str:
        return PartialDate.of(self.anchor_on, _precision(self.anchor_precision)).text if self.anchor_on else ""


def line_of(requirement: Requirement, row: Sequence[Any], as_of: date) -> Line:
    """Return the line in a row of `lines.ROWS` (without its position)."""
    (person, code, name, unit, unit_code, unit_name, due, state, overdue, soon, unplanned, expiring, *rest) = row
    anchor_on, precision, post, planned, learned_on, expires_on, waived = rest
    return Line(
        requirement, person, code, name, unit, unit_code, unit_name, read_day(due), State(state),
        bool(overdue), bool(soon), bool(unplanned), bool(expiring), read_day(anchor_on), precision, post or "", planned or "",
        read_day(learned_on), read_day(expires_on), waived or "", as_of,
    )  # fmt: skip


def read_day(value: date | str | None) -> date | None:
    """Return a day as one of the two databases gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _precision(letter: str) -> Any:
    return letter


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
