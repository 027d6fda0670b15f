"""Lines of eligibility in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from nennep.nominations.models import Check
from nennep.people.models import Level, Standing

TONES = {True: ("done", "circle-check"), False: ("late", "circle-x"), None: ("soon", "circle-dashed")}
EDUCATION = {"COLLEGE": "cao đẳng", "UNIVERSITY": "đại học"}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as a page shows it."""

    title: str
    text: str
    tone: str
    icon: str
    source: str
    passed: bool | None


def shown(lines: Iterable[Mapping[str, Any]]) -> list[ShownLine]:
    """Return the lines that a dossier keeps as a page shows them."""
    return [_shown(line) for line in lines]


def _shown(line: Mapping[str, Any]) -> ShownLine:
    tone, icon = TONES[line["passed"]]
    basis = [line["basis"]] if line["basis"] else []
    unverified = [] if line["verified"] or not basis else [_("not compared with the text")]
    return ShownLine(str(Check(line["check"]).label), text(line), tone, icon, ", ".join([*basis, *unverified]), line["passed"])


def text(line: Mapping[str, Any]) -> str:
    """Return what one line says."""
    say = {
        Check.STANDING: _standing,
        Check.NOT_DONE: _not_done,
        Check.NOT_NOMINATED: _not_nominated,
        Check.NOT_BUSY: _not_busy,
        Check.AGE: _age,
        Check.PART_TIME_AGE: _age,
        Check.EDUCATION: _education,
        Check.POST: _post,
        Check.PROBATION: _probation,
        Check.RATING: _rating,
    }
    return say[Check(line["check"])](line["passed"], line["facts"])


lazy_text = lazy(text, str)


def values(check: str, params: Mapping[str, Any]) -> str:
    """Return what a condition compares with, in words."""
    standings = {value: str(label).lower() for value, label in Standing.choices}
    facts = {"min": 0, "max": None, "least": "", "years": "", **params}
    said: dict[Check, str] = {
        Check.STANDING: ", ".join(standings.get(code, code) for code in params.get("standings", ())),
        Check.AGE: _wanted_age(facts),
        Check.PART_TIME_AGE: _("women from %(F)s, men from %(M)s years") % {"F": params.get("F", "–"), "M": params.get("M", "–")},
        Check.EDUCATION: EDUCATION.get(facts["least"], facts["least"]),
        Check.POST: ", ".join(params.get("titles", ())) or _("any post"),
        Check.RATING: _("the last %(years)s years") % facts,
    }
    return said.get(Check(check), "")


def _standing(passed: bool | None, facts: Mapping[str, Any]) -> str:
    names = {value: str(label) for value, label in Standing.choices}
    name = {"standing": names.get(facts["standing"], facts["standing"]).lower()}
    return _("Is %(standing)s.") % name if passed else _("Is %(standing)s; the program is for others.") % name


def _not_done(passed: bool | None, facts: Mapping[str, Any]) -> str:
    if "level" in facts:
        levels = {value: str(label).lower() for value, label in Level.choices}
        return _("Holds the %(level)s level already.") % {"level": levels.get(facts["level"], facts["level"])}
    if "on" not in facts:
        return _("Has not completed it yet.")
    days = {"on": _day(facts["on"]), "until": _day(facts["until"])}
    if passed:
        return _("The certificate of %(on)s ran out on %(until)s; the class must be taken again.") % days
    if facts["until"]:
        return _("The certificate of %(on)s counts until %(until)s.") % days
    return _("Completed it on %(on)s.") % days


def _not_nominated(passed: bool | None, facts: Mapping[str, Any]) -> str:
    return _("Is in no other round for this program.") if passed else _("Is in another round: %(names)s.") % facts


def _not_busy(passed: bool | None, facts: Mapping[str, Any]) -> str:
    return _("Is in no other class or round.") if passed else _("Is on the way to: %(names)s.") % facts


def _age(passed: bool | None, facts: Mapping[str, Any]) -> str:
    if "born" not in facts:
        return _("The birth date or the sex is not known.")
    return f"{_('Born %(born)s') % facts}; {_wanted_age(facts)}."


def _wanted_age(facts: Mapping[str, Any]) -> str:
    if facts["max"] is not None:
        return _("wanted: %(min)s to %(max)s years") % {**facts, "min": facts["min"] or 0}
    return _("wanted: %(min)s years or more") % {**facts, "min": facts["min"] or 0}


def _education(passed: bool | None, facts: Mapping[str, Any]) -> str:
    shown = {"education": facts["education"], "least": EDUCATION.get(facts["least"], facts["least"])}
    if passed is None:
        return _("The professional education is not known well enough; wanted: %(least)s.") % shown
    return _("%(education)s; wanted: %(least)s.") % shown


def _post(passed: bool | None, facts: Mapping[str, Any]) -> str:
    if passed:
        return _("Holds or is planned for: %(titles)s.") % facts
    if facts["wanted"]:
        return _("Neither holds nor is planned for a post such as: %(wanted)s.") % facts
    return _("Neither holds a post nor stands in the succession plan.")


def _probation(passed: bool | None, facts: Mapping[str, Any]) -> str:
    if passed is None:
        return _("The admission date is not known.")
    days = {"admitted": facts["admitted"], "due": _day(facts["due"])}
    if facts["late"]:
        return _("Admitted %(admitted)s; the probation ended on %(due)s.") % days
    return _("Admitted %(admitted)s; the probation ends on %(due)s.") % days


def _rating(passed: bool | None, facts: Mapping[str, Any]) -> str:
    return _("Ratings are not kept here: look up the last %(years)s years.") % facts


def _day(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""
