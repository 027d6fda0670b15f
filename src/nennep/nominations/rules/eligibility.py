"""May this person be sent to this program? Line by line, each with its facts and its legal basis.

The conditions come as data (`models.EntryCondition`); here stands only how each is judged. A line that cannot be judged
from what is known (`passed` None) stops nobody: a person looks at it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nennep.core.months import add_months
from nennep.nominations.rules.education import Education, education_of
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.text import squash

LEVELS = ("", "SC", "TC", "CC")
PROBATION_MONTHS = 12

Facts = dict[str, Any]
Verdict = tuple[bool | None, Facts]


@dataclass(frozen=True, slots=True)
class Done:
    """A completion of the program: when, and the first day on which it no longer counts (None: always)."""

    on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a person, as far as conditions ask.

    `rounds` are titles of other rounds for the same program, `busy` programs of other rounds or classes that the person is in.
    """

    standing: str = ""
    sex: str = ""
    born: PartialDate | None = None
    admitted: PartialDate | None = None
    education: str = ""
    level: str = ""
    posts: Sequence[str] = ()
    planned: Sequence[str] = ()
    done: Sequence[Done] = ()
    rounds: Sequence[str] = ()
    busy: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """For what the person is proposed: the day that counts, the level the program gives, whether it is studied part-time."""

    on: date
    gives_level: str = ""
    part_time: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of entry."""

    check: str
    params: Mapping[str, Any] = field(default_factory=dict)
    basis: str = ""
    verified: bool = False
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One condition judged: passed, failed, or (None) not to be judged from what is known."""

    check: str
    passed: bool | None
    facts: Facts
    basis: str
    verified: bool
    overridable: bool


def judge(candidate: Candidate, conditions: Iterable[Condition], asked: Asked) -> list[Line]:
    """Return one line for each condition that applies, in their order."""
    lines = []
    for one in conditions:
        verdict = CHECKS[one.check](candidate, one.params, asked)
        if verdict is not None:
            passed, facts = verdict
            lines.append(Line(one.check, passed, facts, one.basis, one.verified, one.overridable))
    return lines


def stops(lines: Iterable[Line]) -> Line | None:
    """Return the first failed line that nobody may override."""
    return next((line for line in lines if line.passed is False and not line.overridable), None)


def wants_override(lines: Iterable[Line]) -> Line | None:
    """Return the first failed line that the competent level may override with a reason."""
    return next((line for line in lines if line.passed is False and line.overridable), None)


def _standing(candidate: Candidate, params: Mapping[str, Any], _asked: Asked) -> Verdict:
    return candidate.standing in params.get("standings", ()), {"standing": candidate.standing}


def _not_done(candidate: Candidate, _params: Mapping[str, Any], asked: Asked) -> Verdict:
    """Done, and still counting, is done; a paper that ran out must be taken again."""
    if asked.gives_level and LEVELS.index(candidate.level) >= LEVELS.index(asked.gives_level):
        return False, {"level": candidate.level}
    last = max(candidate.done, key=lambda done: done.valid_until or date.max, default=None)
    if last is None:
        return True, {}
    facts = {"on": last.on.isoformat(), "until": last.valid_until.isoformat() if last.valid_until else ""}
    return last.valid_until is not None and last.valid_until <= asked.on, facts


def _not_nominated(candidate: Candidate, _params: Mapping[str, Any], _asked: Asked) -> Verdict:
    return not candidate.rounds, {"names": ", ".join(candidate.rounds)}


def _not_busy(candidate: Candidate, _params: Mapping[str, Any], _asked: Asked) -> Verdict:
    return not candidate.busy, {"names": ", ".join(candidate.busy)}


def _age(candidate: Candidate, params: Mapping[str, Any], asked: Asked) -> Verdict:
    return _aged(candidate.born, asked.on, params.get("min"), params.get("max"))


def _part_time_age(candidate: Candidate, params: Mapping[str, Any], asked: Asked) -> Verdict | None:
    if not asked.part_time:
        return None
    if candidate.sex not in params:
        return None, {}
    return _aged(candidate.born, asked.on, params[candidate.sex], None)


def _aged(born: PartialDate | None, on: date, least: int | None, most: int | None) -> Verdict:
    """Age counts by month: who is born in the month of `on`, so many years before, has reached it."""
    if born is None:
        return None, {"min": least, "max": most}
    facts = {"born": born.text, "min": least, "max": most}
    youngest, oldest = _months(born.last, on), _months(born.first, on)
    low = 0 if least is None else least * 12
    high = 10_000 if most is None else most * 12
    if low <= youngest and oldest <= high:
        return True, facts
    return (False if oldest < low or youngest > high else None), facts


def _months(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month


def _education(candidate: Candidate, params: Mapping[str, Any], _asked: Asked) -> Verdict:
    least = Education[params.get("least", "COLLEGE")]
    known = education_of(candidate.education)
    return (None if known is None else known >= least), {"education": candidate.education, "least": least.name}


def _post(candidate: Candidate, params: Mapping[str, Any], _asked: Asked) -> Verdict:
    wanted = [squash(title) for title in params.get("titles", ())]
    planned = candidate.planned if params.get("planned", True) else ()
    fitting = [title for title in (*candidate.posts, *planned) if not wanted or any(key in squash(title) for key in wanted)]
    return bool(fitting), {"titles": ", ".join(fitting), "wanted": ", ".join(params.get("titles", ()))}


def _probation(candidate: Candidate, _params: Mapping[str, Any], asked: Asked) -> Verdict:
    """The class is to be finished within the 12 months that begin with the admission ceremony; late is better than never."""
    if candidate.admitted is None:
        return None, {}
    due = add_months(candidate.admitted.last, PROBATION_MONTHS)
    return True, {"admitted": candidate.admitted.text, "due": due.isoformat(), "late": due < asked.on}


def _rating(_candidate: Candidate, params: Mapping[str, Any], _asked: Asked) -> Verdict:
    """Ratings of cadres are not kept here: the committee looks them up."""
    return None, {"years": params.get("years", 2)}


CHECKS: dict[str, Callable[[Candidate, Mapping[str, Any], Asked], Verdict | None]] = {
    "standing": _standing,
    "not_done": _not_done,
    "not_nominated": _not_nominated,
    "not_busy": _not_busy,
    "age": _age,
    "part_time_age": _part_time_age,
    "education": _education,
    "post": _post,
    "probation": _probation,
    "rating": _rating,
}
