"""The rows that the figures of a report count: one queryset for each kind, scoped by unit and years."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Case, Count, Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from nennep.attendance.models import Attendee, State
from nennep.campaigns.models import StudyEvent
from nennep.classes.models import ClassSession, ClassState, Enrollment, Support, TrainingClass, held_then
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree, below_on, lineage
from nennep.people.models import MEMBER_STANDINGS, Level, Membership, Person, TheoryLevel
from nennep.planning.models import EntryKind, QuotaEntry
from nennep.planning.queries import quota
from nennep.recognition.models import Commendation
from nennep.recognition.policy import commended_where
from nennep.records.models import Completion
from nennep.reports.rules.span import Span

M = TypeVar("M", bound=Model)
FEW = 2000  # units whose ids a statement names
TOOK_PART = Q(state__in=(State.PRESENT, State.MADE_UP))


@dataclass(frozen=True)
class Scope:
    """What is asked: a unit with all below it today, or with all that stood below it then, in a span of years."""

    unit: Unit
    span: Span
    tree: Tree = Tree.NOW

    @property
    def day(self) -> date:
        """The last day of the span; on the tree of its time, of a unit that ended within it, the unit's own last day."""
        ended = self.unit.dissolved_on
        if self.tree == Tree.NOW or ended is None or ended < self.span.starts_on:
            return self.span.ends_on
        return min(self.span.ends_on, ended)

    @property
    def before(self) -> "Scope | None":
        """The same of as many years before; None where no report reaches so far back."""
        return replace(self, span=self.span.before) if self.span.before else None

    def below(self, field: str) -> Q:
        """Return the condition that the unit path in `field` lies at or below the unit, or did on the last day or until it ended."""
        if self.tree == Tree.THEN and self.few is not None:
            return Q(**{f"{field.removesuffix('path')}in": self.few})
        return self._below(field)

    def _below(self, field: str) -> Q:
        return below_on([(self.unit.pk, self.unit.path)], self.tree, self.day, field, self.span.starts_on)

    @cached_property
    def few(self) -> list[int] | None:
        """The units that stood below then, where they are few: by their names the planner knows how many rows to expect."""
        found = list(Unit.objects.filter(self._below("pk__path")).order_by("pk").values_list("pk", flat=True)[: FEW + 1])
        return found if len(found) <= FEW else None

    def during(self, field: str) -> Q:
        """Return the condition that the day in `field` lies in the span."""
        return Q(**{f"{field}__gte": self.span.starts_on, f"{field}__lte": self.span.ends_on})


def covers(day: date | F) -> Q:
    """Return the condition that an interval (starts_on, ends_on) holds a day, or the day of another column."""
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_on=None) | Q(ends_on__gte=day))


def members(scope: Scope) -> QuerySet[Any]:
    """Return the memberships of official and probationary members on the last day, each with its `level` held then."""
    return (
        Membership.objects.filter(scope.below("unit__path"), covers(scope.day), standing__in=MEMBER_STANDINGS)
        .annotate(level=_level_held(scope.day))
        .select_related("person", "unit")
    )


def _level_held(day: date) -> Case:
    """Return the highest level stated (undated: held from before) or reached by a completed class up to a day."""
    return Case(
        *(When(_holds(level, day), then=Value(level.value)) for level in reversed(Level)),
        default=Value(""),
    )


def _holds(level: Level, day: date) -> Q:
    of_person = {"person": OuterRef("person")}
    stated = TheoryLevel.objects.filter(Q(achieved_on=None) | Q(achieved_on__lte=day), level=level, **of_person)
    reached = Completion.objects.filter(program__gives_level=level, completed_on__lte=day, **of_person)
    return Q(Exists(stated)) | Q(Exists(reached))


def admissions(scope: Scope) -> QuerySet[Membership]:
    """Return the memberships in which somebody was admitted in the span."""
    return _reached(scope, "admitted_on")


def recognitions(scope: Scope) -> QuerySet[Membership]:
    """Return the memberships in which somebody became an official member in the span."""
    return _reached(scope, "official_on")


def _reached(scope: Scope, day: str) -> QuerySet[Membership]:
    here = Membership.objects.filter(scope.below("unit__path"), scope.during(f"person__{day}"), covers(F(f"person__{day}")))
    return here.filter(standing__in=MEMBER_STANDINGS).select_related("person", "unit")


def units_with_admission(scope: Scope) -> QuerySet[Unit]:
    """Return the units in which somebody was admitted in the span."""
    return Unit.objects.filter(pk__in=admissions(scope).values("unit")).select_related("kind")


def enrollments(scope: Scope) -> QuerySet[Any]:
    """Return the enrollments of classes that opened in the span, with the sessions `expected` and `attended`.

    Those sent by the unit or by one below it; of a provider, those of its own classes.
    """
    provided = ("training_class__provider", "training_class__first_provider")
    return (
        _held(scope, Enrollment.objects.all(), *(provided if scope.unit.kind.is_provider else ("sending_unit", "first_sender")))
        .filter(scope.during("training_class__opens_on"))
        .exclude(_kept_here("training_class"), training_class__state=ClassState.PLANNED)
        .annotate(expected=_sessions())
        .annotate(attended=F("expected") - F("absent_excused") - F("absent_unexcused"))
        .select_related("person", "sending_unit", "first_sender", "training_class__program")
    )


def _sessions() -> Case:
    """Return the sessions at which somebody was expected: all of the class; where the roll is called here, those marked."""
    marked = Attendee.objects.filter(
        gathering__class_session__training_class=OuterRef("training_class"), person=OuterRef("person")
    ).exclude(state=State.EXPECTED)
    counted = marked.order_by().values("person").annotate(n=Count("pk")).values("n")
    return Case(
        When(_kept_here("training_class"), then=Coalesce(Subquery(counted), Value(0))),
        default=F("training_class__sessions_planned"),
        output_field=IntegerField(),
    )


def _kept_here(training_class: str) -> Q:
    """Return the condition that a class has its sessions here, and so a state; of others a year book told the days."""
    return Q(Exists(ClassSession.objects.filter(training_class=OuterRef(training_class))))


def supports(scope: Scope) -> QuerySet[Support]:
    """Return the money paid for these enrollments, line by line."""
    paid = Support.objects.filter(enrollment__in=enrollments(scope).order_by().values("pk"))
    return paid.select_related(
        *(f"enrollment__{name}" for name in ("person", "training_class__program", "sending_unit", "first_sender"))
    )


def quota_entries(scope: Scope) -> QuerySet[QuotaEntry]:
    """Return the lines of the ledger by which the unit itself got places from above or from outside.

    On today's tree the places of those count with it from which it took over.
    """
    years = Q(account__year__gte=scope.span.first, account__year__lte=scope.span.last)
    granted = QuotaEntry.objects.filter(quota.FROM_ABOVE, years)
    if scope.tree == Tree.NOW:
        granted = granted.filter(account__unit__in=lineage(scope.unit.pk))
    else:
        granted = granted.filter(account__unit=scope.unit).exclude(kind=EntryKind.TRANSFER)
    return granted.select_related("account__program", "account__unit", "counterpart__unit")


def classes_opened(scope: Scope) -> QuerySet[TrainingClass]:
    """Return the classes that opened in the span."""
    opened = _classes(scope, at_opening=True).filter(scope.during("opens_on"))
    return opened.exclude(_kept_here("pk"), state=ClassState.PLANNED)


def classes_closed(scope: Scope) -> QuerySet[TrainingClass]:
    """Return the classes that closed in the span."""
    return _classes(scope).filter(~_kept_here("pk") | Q(state=ClassState.CLOSED), scope.during("closes_on"))


def _classes(scope: Scope, *, at_opening: bool = False) -> QuerySet[TrainingClass]:
    """Return the classes with trainees sent by the unit or below; of a provider, its own classes."""
    rows = TrainingClass.objects.select_related("program", "provider")
    if scope.unit.kind.is_provider:
        return _held(scope, rows, "provider", "first_provider" if at_opening else "")
    sent = _held(scope, Enrollment.objects.all(), "sending_unit", "first_sender" if at_opening else "")
    return rows.filter(Exists(sent.filter(training_class=OuterRef("pk"))))


def _held(scope: Scope, rows: QuerySet[M], holder: str, first: str) -> QuerySet[M]:
    """Return the rows that are the unit's; on the tree of its time, where `first` is named, those that were when the class opened.

    The planner cannot know that few of the units below have any row: where there are few, they are asked first and named.
    """
    if scope.tree == Tree.NOW:
        return rows.filter(scope.below(f"{holder}__path"))
    then = rows.alias(then=held_then(first, holder) if first else F(holder))
    own = Exists(then.filter(then=OuterRef("pk")))
    some = list(Unit.objects.filter(scope.below("pk__path"), own).values_list("pk", flat=True)[: FEW + 1])
    here = Q(then__in=some) if len(some) <= FEW else scope.below("then__path")
    return then.filter(here)  # type: ignore[return-value]  # alias() forgets the model


def attendees(scope: Scope) -> QuerySet[Attendee]:
    """Return who was expected at the study events of the span, by the unit where each belonged on the day."""
    return Attendee.objects.filter(scope.below("unit__path"), scope.during("gathering__study_event__starts_on")).select_related(
        "person", "unit", "gathering__study_event", "study_result"
    )


def study_events(scope: Scope) -> QuerySet[StudyEvent]:
    """Return the study events of the span that the unit or one below held, or at which their people were expected."""
    expected = Attendee.objects.filter(scope.below("unit__path"), gathering=OuterRef("gathering"))
    return StudyEvent.objects.filter(
        Q(scope.below("organizer__path")) | Q(Exists(expected)), scope.during("starts_on")
    ).select_related("organizer")


def participants(scope: Scope) -> QuerySet[Person]:
    """Return the different people who took part in a study event of the span, then or later."""
    return Person.objects.filter(pk__in=attendees(scope).filter(TOOK_PART).values("person"))


def commendations(scope: Scope) -> QuerySet[Commendation]:
    """Return the commendations of the span to the units, or to people who belonged to them on the day."""
    praised = Commendation.objects.filter(commended_where(scope.below), scope.during("decided_on"))
    return praised.select_related("unit", "person")
