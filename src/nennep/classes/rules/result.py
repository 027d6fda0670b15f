"""From marks and absences to what becomes of an enrollment, by the rule set of the class."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from nennep.programs.rules.classification import HIGHEST, LOWEST, BandFact, attends_enough, classify, passes

HUNDREDTH = Decimal("0.01")
FAILING = frozenset({"khong_dat"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a rule set decides a result."""

    floor: Decimal
    uses_marks: bool
    pass_mark: Decimal
    bands: Sequence[BandFact] = ()
    parts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a trainee at the end; `marks` holds the last mark of each part, `chosen` a classification given by hand."""

    absent: int
    total: int
    marks: Mapping[str, Decimal] = field(default_factory=dict)
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an enrollment; `why` is '' or why not: below_floor, mark_missing, below_pass, not_passed."""

    completed: bool
    mark: Decimal | None = None
    band: BandFact | None = None
    why: str = ""


def mean(values: Collection[Decimal]) -> Decimal | None:
    """Return the mean in hundredths, halves up; None of nothing."""
    return (sum(values, Decimal(0)) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP) if values else None


def on_scale(mark: Decimal) -> bool:
    """Say whether a mark lies on the ten-point scale, with at most two decimals."""
    return LOWEST <= mark <= HIGHEST and mark == mark.quantize(HUNDREDTH)


def mean_of(candidate: Candidate, rules: Rules) -> Decimal | None:
    """Return the mean of all parts; None while one is missing."""
    given = [candidate.marks[part] for part in rules.parts if part in candidate.marks]
    return mean(given) if len(given) == len(rules.parts) else None


def verdict(candidate: Candidate, rules: Rules) -> Verdict:
    """Decide one enrollment: the attendance floor first, then the marks or the classification given by hand."""
    average = mean_of(candidate, rules) if rules.uses_marks else None
    if not attends_enough(candidate.total - candidate.absent, candidate.total, rules.floor):
        return Verdict(False, average, why="below_floor")
    if not rules.uses_marks:
        chosen = _chosen(candidate.chosen, rules.bands)
        failed = chosen is not None and chosen.key in FAILING
        return Verdict(not failed, band=chosen, why="not_passed" if failed else "")
    if average is None:
        return Verdict(False, why="mark_missing")
    if not passes(average, rules.pass_mark):
        return Verdict(False, average, classify(average, rules.bands), "below_pass")
    return Verdict(True, average, classify(average, rules.bands))


def _chosen(key: str, bands: Sequence[BandFact]) -> BandFact | None:
    """Return the classification given by hand; where passing has one word only, that word when none is given."""
    passing = [band for band in bands if band.key not in FAILING]
    default = passing[0] if len(passing) == 1 else None
    return next((band for band in bands if band.key == key), default)
