"""Reports that a job counted ahead for large units, and whether they still agree with the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from nennep.audit.models import Entry
from nennep.organizations.models import Unit
from nennep.organizations.scope import TOP, Tree
from nennep.people.queries.large import has_as_many
from nennep.reports.models import ReportTally
from nennep.reports.queries.annual import (
    AnnualReport,
    AttendancePart,
    ClassPart,
    LevelPart,
    MembershipPart,
    StudyPart,
    TitleLine,
    TrainingLine,
    annual_report,
)
from nennep.reports.queries.figures import Figure
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span

KINDS = {
    "membership": MembershipPart, "theory_level": LevelPart, "classes": ClassPart, "attendance": AttendancePart, "study": StudyPart,
}  # fmt: skip
LISTS = {"training": TrainingLine, "training_by_title": TitleLine}
PLAIN = ("commendations", "names", "labels")
YEARS = 3
WAITS = 15_000  # units at or below: some 350,000 people, whom nobody lets a page count
KEPT = timedelta(days=7)  # what somebody asked for besides
FRESH = timedelta(hours=3)  # a count that goes on after its worker died leaves out what is not older
FRESH_REST = timedelta(hours=21)  # years that are over, and the tree of the time: once a day
NEVER = datetime.min.replace(tzinfo=UTC)


def waits(scope: Scope) -> bool:
    """Say whether the report has to be counted by a job first: the unit is too large for a page, and nobody counted it."""
    return _kept(scope) is None and _too_large(scope)


def _too_large(scope: Scope) -> bool:
    large = has_as_many(scope.unit, WAITS)
    if large or scope.tree == Tree.NOW:
        return large
    if scope.few is not None:
        return len(scope.few) >= WAITS
    return Unit.objects.filter(scope.below("pk__path")).order_by()[:WAITS].count() == WAITS


def counted_since(scope: Scope, moment: datetime) -> bool:
    """Say whether the report was counted ahead after that moment."""
    tally = _kept(scope)
    return tally is not None and tally.computed_at > moment


def report_of(scope: Scope) -> tuple[AnnualReport, datetime | None] | None:
    """Return the report of a unit and when it was counted ahead (None: now); nothing where it `waits`."""
    tally = _kept(scope)
    if tally:
        return unpack(scope, tally.figures), tally.computed_at
    return None if _too_large(scope) else (annual_report(scope), None)


def value_of(figure: Figure, scope: Scope, arguments: Sequence[str]) -> tuple[int, datetime | None] | None:
    """Return one figure of a unit and when it was counted ahead (None: now); nothing where the report `waits`."""
    tally = _kept(scope)
    if tally is None and _too_large(scope):
        return None
    found = None if arguments or tally is None else _look_up(tally.figures, figure.name)
    return (found, tally.computed_at) if tally and isinstance(found, int) else (figure.value(scope, arguments), None)


def to_count(units: Sequence[Unit], this_year: int, now: datetime) -> list[Scope]:
    """Return which reports are to be counted now, on both trees: this year's first, then those of the years before (one query)."""
    found = ReportTally.objects.values_list("unit_path", "first", "last", "tree", "computed_at")
    at = {row[:-1]: row[-1] for row in found}
    asked = [Scope(unit, Span(year, year), tree) for year in years_kept(this_year) for tree in Tree for unit in units]
    return [scope for scope in asked if at.get(tuple(key_of(scope).values()), NEVER) <= _due(scope, this_year, now)]


def _due(scope: Scope, this_year: int, now: datetime) -> datetime:
    """Return the moment since when a count is fresh."""
    return now - (FRESH if scope.tree == Tree.NOW and scope.span.last == this_year else FRESH_REST)


def years_kept(this_year: int) -> range:
    """Return the years that are counted ahead: this one, the one before, and that with which it is compared."""
    return range(this_year, this_year - YEARS, -1)


def key_of(scope: Scope) -> dict[str, Any]:
    """Return the columns by which a kept report is found."""
    return {"unit_path": scope.unit.path, "first": scope.span.first, "last": scope.span.last, "tree": scope.tree}


def _kept(scope: Scope) -> ReportTally | None:
    return ReportTally.objects.filter(**key_of(scope)).first()


def _look_up(figures: dict[str, Any], name: str) -> int | None:
    part, _, key = name.partition(".")
    if name == "theory_level.tc_or_higher":
        return int(figures[part]["TC"]) + int(figures[part]["CC"])
    found = figures.get(part)
    return found.get(key) if isinstance(found, dict) and key else found if isinstance(found, int) else None


def pack(report: AnnualReport) -> dict[str, Any]:
    """Return a report as it is kept."""
    parts: dict[str, Any] = {name: asdict(getattr(report, name)) for name in KINDS}
    lists = {name: [asdict(line) for line in getattr(report, name)] for name in LISTS}
    return {**parts, **lists, **{name: getattr(report, name) for name in PLAIN}}


def unpack(scope: Scope, figures: dict[str, Any]) -> AnnualReport:
    """Return a kept report."""
    parts: dict[str, Any] = {name: kind(**figures[name]) for name, kind in KINDS.items()}
    lists: dict[str, Any] = {name: [kind(**line) for line in figures[name]] for name, kind in LISTS.items()}
    return AnnualReport(scope=scope, **parts, **lists, **{name: figures[name] for name in PLAIN})


def differences() -> Iterator[tuple[Unit, Span]]:
    """Yield what was counted ahead and is not what the rows give, although nothing was recorded there since."""
    for tally in ReportTally.objects.order_by("unit_path", "first"):
        unit = Unit.objects.filter(path=tally.unit_path).select_related("kind").first()
        inside = Entry.objects.filter(unit_path__gte=tally.unit_path, unit_path__lt=tally.unit_path + TOP)
        if unit is None or inside.filter(at__gte=tally.computed_at).exists():
            continue
        span = Span(tally.first, tally.last)
        if pack(annual_report(Scope(unit, span, Tree(tally.tree)))) != tally.figures:
            yield unit, span
