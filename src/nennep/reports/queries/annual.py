"""The annual report of a unit: a fixed number of queries, whatever the number of people and programs."""

from contextlib import nullcontext
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, F, Min, Q, Sum

from nennep.campaigns.models import StudyForm
from nennep.core.statements import few_rows
from nennep.organizations.scope import Tree
from nennep.people.models import Level
from nennep.programs.models import Program
from nennep.reports.queries import figures, sources
from nennep.reports.queries.levels import by_level
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import rate

BEST_FIRST = ("xuat_sac", "gioi", "kha", "trung_binh", "tot", "dat", "khong_dat")


@dataclass(frozen=True, slots=True)
class MembershipPart:
    """People on the last day; admissions and recognitions in the span."""

    members_at_end: int
    admitted: int
    cells_with_admission: int
    made_official: int


@dataclass(frozen=True, slots=True)
class LevelPart:
    """Members by the highest level of political theory held on the last day."""

    none: int
    SC: int
    TC: int
    CC: int
    share_tc_or_higher: float | None


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """What became of those sent to one program."""

    program: str
    quota: int
    sent: int
    completed: int
    not_completed: int
    dropped: int
    studying: int
    classification: dict[str, int]
    support_vnd: int


@dataclass(frozen=True, slots=True)
class TitleLine:
    """How often holders of one post were sent."""

    title: str
    sent: int
    title_key: str


@dataclass(frozen=True, slots=True)
class ClassPart:
    """Classes by the days of opening and closing."""

    opened: int
    closed: int
    trainees: int


@dataclass(frozen=True, slots=True)
class AttendancePart:
    """Person × session of training classes."""

    expected: int
    attended: int
    absent_excused: int
    absent_unexcused: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class StudyPart:
    """Study events: `participants` are different people, the other counts person × event."""

    events: int
    participants: int
    expected: int
    attended: int
    excused: int
    unexcused: int
    made_up: int
    essays: int
    essay_rate: float | None
    by_form: dict[str, int]


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """All figures of a unit in a span of years; `names` and `labels` are the words for programs and classes of result."""

    scope: Scope
    membership: MembershipPart
    theory_level: LevelPart
    training: list[TrainingLine]
    training_by_title: list[TitleLine]
    classes: ClassPart
    attendance: AttendancePart
    study: StudyPart
    commendations: int
    names: dict[str, str]
    labels: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the report in the form that other programs read (keys are stable); `tree` stands there when it is not today's."""
        unit, span = self.scope.unit, self.scope.span
        tree = {"tree": self.scope.tree.value, "as_of": self.scope.day.isoformat()} if self.scope.tree == Tree.THEN else {}
        return {
            "unit": {"code": unit.code, "name": unit.name},
            "from": span.first,
            "to": span.last,
            **tree,
            "membership": asdict(self.membership),
            "theory_level": asdict(self.theory_level),
            "training": [asdict(line) for line in self.training],
            "training_by_title": [{"title": line.title, "sent": line.sent} for line in self.training_by_title],
            "classes": asdict(self.classes),
            "attendance": asdict(self.attendance),
            "study": asdict(self.study),
            "commendations": self.commendations,
        }


def annual_report(scope: Scope) -> AnnualReport:
    """Return all figures of the unit and all below it in the span, both ends included (14 queries; on the tree of its time 20)."""
    with few_rows() if scope.tree == Tree.THEN and scope.few is not None else nullcontext():
        return _report(scope)


def _report(scope: Scope) -> AnnualReport:
    levels = _levels(scope)
    sums = _sums_by_program(scope)
    classified, labels = _classifications(scope)
    trainees = sum(row["sent"] for row in sums.values())
    return AnnualReport(
        scope=scope,
        membership=_membership(scope, levels),
        theory_level=levels,
        training=_training(scope, sums, classified),
        training_by_title=_titles(scope),
        classes=_classes(scope, trainees),
        attendance=_attendance(sums),
        study=_study(scope),
        commendations=sources.commendations(scope).count(),
        names=dict(Program.objects.order_by().values_list("code", "name")),
        labels=labels,
    )


def _levels(scope: Scope) -> LevelPart:
    counted = by_level(sources.members(scope), scope.day)
    high = counted.get(Level.INTERMEDIATE.value, 0) + counted.get(Level.ADVANCED.value, 0)
    return LevelPart(
        none=counted.get("", 0),
        SC=counted.get(Level.ELEMENTARY.value, 0),
        TC=counted.get(Level.INTERMEDIATE.value, 0),
        CC=counted.get(Level.ADVANCED.value, 0),
        share_tc_or_higher=rate(high, sum(counted.values())),
    )


def _membership(scope: Scope, levels: LevelPart) -> MembershipPart:
    admitted = sources.admissions(scope).order_by().aggregate(people=Count("pk"), units=Count("unit", distinct=True))
    return MembershipPart(
        members_at_end=levels.none + levels.SC + levels.TC + levels.CC,
        admitted=admitted["people"],
        cells_with_admission=admitted["units"],
        made_official=sources.recognitions(scope).count(),
    )


def _sums_by_program(scope: Scope) -> dict[str, dict[str, Any]]:
    rows = sources.enrollments(scope).order_by().values(code=F(figures.PROGRAM))
    return {
        row["code"]: row
        for row in rows.annotate(
            sent=Count("pk"),
            **{name: Count("pk", filter=Q(result=result)) for name, result in figures.RESULTS.items()},
            sessions=Sum("expected"),
            excused=Sum("absent_excused"),
            unexcused=Sum("absent_unexcused"),
        )
    }


def _classifications(scope: Scope) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    rows = sources.enrollments(scope).exclude(classification="").order_by().values_list(figures.PROGRAM, "classification")
    counted: dict[str, dict[str, int]] = {}
    labels: dict[str, str] = {}
    for code, key, number, label in rows.annotate(n=Count("pk"), label=Min("classification_label")).order_by("classification"):
        counted.setdefault(code, {})[key] = number
        labels.setdefault(key, label or key.replace("_", " "))
    return {code: dict(sorted(found.items(), key=_best_first)) for code, found in counted.items()}, labels


def _best_first(counted: tuple[str, int]) -> int:
    return BEST_FIRST.index(counted[0]) if counted[0] in BEST_FIRST else len(BEST_FIRST)


def _training(scope: Scope, sums: dict[str, dict[str, Any]], classified: dict[str, dict[str, int]]) -> list[TrainingLine]:
    quotas = dict(sources.quota_entries(scope).order_by().values_list("account__program__code").annotate(Sum("places")))
    paid_by = "enrollment__training_class__program__code"
    support = dict(sources.supports(scope).order_by().values_list(paid_by).annotate(Sum("amount")))
    granted = {code for code, places in quotas.items() if places}
    return [
        TrainingLine(
            program=code,
            quota=quotas.get(code, 0),
            sent=sums[code]["sent"] if code in sums else 0,
            **{name: sums[code][name] if code in sums else 0 for name in figures.RESULTS},
            classification=classified.get(code, {}),
            support_vnd=support.get(code, 0),
        )
        for code in sorted(granted | set(sums))
    ]


def _titles(scope: Scope) -> list[TitleLine]:
    rows = sources.enrollments(scope).exclude(title_key="").order_by().values("title_key")
    return [
        TitleLine(title=row["title_as_written"], sent=row["sent"], title_key=row["title_key"])
        for row in rows.annotate(sent=Count("pk"), title_as_written=Min("title")).order_by("title_key")
    ]


def _classes(scope: Scope, trainees: int) -> ClassPart:
    return ClassPart(opened=sources.classes_opened(scope).count(), closed=sources.classes_closed(scope).count(), trainees=trainees)


def _attendance(sums: dict[str, dict[str, Any]]) -> AttendancePart:
    expected, excused, unexcused = (sum(row[name] for row in sums.values()) for name in ("sessions", "excused", "unexcused"))
    attended = expected - excused - unexcused
    return AttendancePart(expected, attended, excused, unexcused, rate(attended, expected))


def _study(scope: Scope) -> StudyPart:
    took_part = sources.TOOK_PART
    counted = (
        sources.attendees(scope)
        .order_by()
        .aggregate(
            expected=Count("pk"),
            participants=Count("person", distinct=True, filter=took_part),
            **{name: Count("pk", filter=Q(state=state)) for name, state in figures.STATES.items()},
            essays=Count("pk", filter=figures.HAS_ESSAY),
            **{form.value: Count("pk", filter=took_part & Q(gathering__study_event__form=form.value)) for form in StudyForm},
        )
    )
    by_form = {form.value: counted.pop(form.value) for form in StudyForm}
    return StudyPart(
        events=sources.study_events(scope).count(),
        essay_rate=rate(counted["essays"], counted["attended"] + counted["made_up"]),
        by_form=by_form,
        **counted,
    )
