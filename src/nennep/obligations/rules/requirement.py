"""What a requirement asks, as plain values: who is bound, until when, what settles it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from nennep.core.months import add_months
from nennep.obligations.rules.state import State, is_overdue, state_of
from nennep.programs.rules.certificate import expires_on
from nennep.vietnamese.text import squash

LEVELS = ("SC", "TC", "CC")


@dataclass(frozen=True, slots=True)
class Terms:
    """A requirement as it is judged; `programs` are the ids of all programs that settle it, `anchor` as in `Anchor`."""

    programs: frozenset[int]
    anchor: str
    offset_months: int = 0
    validity_months: int | None = None
    level: str = ""
    standings: frozenset[str] = frozenset()
    post_titles: tuple[str, ...] = ()
    succession_titles: tuple[str, ...] = ()
    unit_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A post held or planned, at a unit of `kind`, between two days (None: since always, still)."""

    title: str
    kind: str
    starts_on: date | None = None
    ends_on: date | None = None

    def on(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Learned:
    """A program completed, with the paper for it as far as there is one."""

    program: int
    completed_on: date
    issued_on: date | None = None
    valid_until: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person on a day: `standing` and `kind` of the membership of that day.

    `levels` are stated levels with the day since when (None: from before); `waived`, `in_class` and `nominated` tell what
    holds on that day for this requirement.
    """

    standing: str
    kind: str
    admitted_on: date | None = None
    posts: Collection[Held] = ()
    planned: Collection[Held] = ()
    learned: Collection[Learned] = ()
    levels: Collection[tuple[str, date | None]] = field(default=())
    waived: bool = False
    in_class: bool = False
    nominated: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where somebody who is bound stands."""

    state: State
    due: date | None
    overdue: bool


def judge(terms: Terms, facts: Facts, as_of: date) -> Judgement | None:
    """Return where a person stands with a requirement on a day, None when it does not bind the person.

    The query of `nennep due` says the same in SQL for everybody at once; a test compares the two.
    """
    bound = _bound(terms, facts, as_of)
    if bound is None:
        return None
    due = due_on(terms, facts, bound, as_of)
    done = any(_counts(terms, one, as_of) for one in facts.learned) or _holds_level(terms, facts, as_of)
    state = state_of(done=done, waived=facts.waived, in_class=facts.in_class, nominated=facts.nominated)
    return Judgement(state, due, is_overdue(state, due, as_of))


def due_on(terms: Terms, facts: Facts, bound: Collection[Held], as_of: date) -> date | None:
    """Return the due day: the anchor and the months allowed; None where the anchor is not known or there is none.

    Of several posts that bind, the one held longest counts. The new-member class is due 12 months after the admission
    ceremony, when the probation ends.
    """
    if terms.anchor == "year":
        return date(as_of.year, 12, 31)
    since = {
        "admission": facts.admitted_on,
        "post": _first(bound, facts.posts),
        "succession": _first(bound, facts.planned),
    }.get(terms.anchor)
    return add_months(since, terms.offset_months) if since else None


def levels_from(level: str) -> tuple[str, ...]:
    """Return the level and all higher ones; none for none."""
    return LEVELS[LEVELS.index(level) :] if level else ()


def year_begins(anchor: str, as_of: date) -> date | None:
    """Return the day from which completions count: for a yearly requirement the first of the year, else None."""
    return date(as_of.year, 1, 1) if anchor == "year" else None


def _bound(terms: Terms, facts: Facts, as_of: date) -> list[Held] | None:
    if terms.standings and facts.standing not in terms.standings:
        return None
    if not terms.post_titles and not terms.succession_titles:
        return [] if not terms.unit_kinds or facts.kind in terms.unit_kinds else None
    posts = [one for one in facts.posts if _matches(terms, one, terms.post_titles, as_of)]
    planned = [one for one in facts.planned if _matches(terms, one, terms.succession_titles, as_of)]
    return posts + planned or None


def _matches(terms: Terms, held: Held, titles: Collection[str], as_of: date) -> bool:
    fits = any(squash(held.title).startswith(squash(title)) for title in titles)
    return fits and held.on(as_of) and (not terms.unit_kinds or held.kind in terms.unit_kinds)


def _first(bound: Collection[Held], among: Collection[Held]) -> date | None:
    starts = [one.starts_on for one in among if one in bound and one.starts_on is not None]
    return min(starts, default=None)


def _counts(terms: Terms, learned: Learned, as_of: date) -> bool:
    begins = year_begins(terms.anchor, as_of)
    in_time = learned.completed_on <= as_of and (begins is None or begins <= learned.completed_on)
    stands = learned.revoked_on is None or as_of < learned.revoked_on
    not_run_out = learned.valid_until is None or as_of < learned.valid_until  # as `expires_on` gives it
    expiry = expires_on(learned.issued_on or learned.completed_on, terms.validity_months)
    fresh = expiry is None or as_of < expiry
    return learned.program in terms.programs and in_time and stands and not_run_out and fresh


def _holds_level(terms: Terms, facts: Facts, as_of: date) -> bool:
    enough = levels_from(terms.level)
    return any(level in enough and (since is None or since <= as_of) for level, since in facts.levels)
