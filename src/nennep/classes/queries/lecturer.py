"""Who teaches at a provider, and what a lecturer sees: the own sessions, their classes, who sits in them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from nennep.attendance.models import State
from nennep.classes import policy
from nennep.classes.models import ClassSession, ClassState, Enrollment, Result, TrainingClass
from nennep.classes.queries.enrollment import CAME, MISSED
from nennep.core.actors import Actor, Role
from nennep.core.errors import NotVisible
from nennep.organizations.models import Grant, Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import ancestors_of
from nennep.people.models import Person


def at_provider(provider: Unit | None, today: date, also: int | None = None) -> QuerySet[Person]:
    """Return the people who hold the role of lecturer at a provider, by name; `also` is one who may hold it no longer."""
    units = ancestors_of(provider.path) if provider else []
    held = Grant.objects.filter(in_force(today), role=Role.LECTURER, unit__in=units)
    return Person.objects.filter(Q(user__in=held.values("user")) | Q(pk=also)).order_by("sort_key", "pk")


def sessions(actor: Actor) -> QuerySet[ClassSession]:
    """Return the sessions that the actor teaches, by day, each with `present`, `absent`, `unmarked` and `expected`."""
    rows = _counted(ClassSession.objects.filter(policy.taught_by(actor))).select_related("training_class__program", "gathering")
    return rows.order_by("gathering__held_on", "gathering__starts_at", "pk")


def coming(actor: Actor, today: date) -> QuerySet[ClassSession]:
    """Return the actor's sessions from today on, in classes that are not closed."""
    return sessions(actor).filter(gathering__held_on__gte=today).exclude(training_class__state=ClassState.CLOSED)


def _counted(rows: QuerySet[ClassSession]) -> QuerySet[ClassSession]:
    who, state = "gathering__attendees", "gathering__attendees__state"
    return rows.annotate(
        present=Count(who, Q(**{f"{state}__in": CAME})),
        absent=Count(who, Q(**{f"{state}__in": MISSED})),
        unmarked=Count(who, Q(**{state: State.EXPECTED})),
        expected=Count(who),
    )


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session of the class; `own` when the actor teaches it."""

    session: ClassSession
    own: bool


def class_or_404(actor: Actor, pk: int) -> TrainingClass:
    """Return a class in which the actor teaches.

    Raises:
        NotVisible: absent, or taught by others.
    """
    own = ClassSession.objects.filter(policy.taught_by(actor))
    found = TrainingClass.objects.filter(pk=pk, sessions__in=own).select_related("program", "provider").first()
    if found is None:
        raise NotVisible
    return found


def lessons(actor: Actor, training_class: TrainingClass) -> list[Lesson]:
    """Return the timetable of a class with the state of each roll call (one query)."""
    rows = _counted(ClassSession.objects.filter(training_class=training_class)).select_related("gathering", "lecturer")
    return [Lesson(one, one.lecturer_id == actor.person_id) for one in rows.order_by("ordinal")]


def trainees(training_class: TrainingClass) -> QuerySet[Enrollment]:
    """Return who sits in the class, by name: what a lecturer's list shows, and no more."""
    rows = Enrollment.objects.filter(training_class=training_class).exclude(result=Result.DROPPED)
    return rows.select_related("person", "sending_unit").order_by("person__sort_key", "person_id")
