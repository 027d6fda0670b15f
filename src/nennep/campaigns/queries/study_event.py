"""Reads of study events: the list, one event with its counts, and who is short, down to the cell."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from nennep.attendance.models import Attendee, State
from nennep.campaigns import policy
from nennep.campaigns.models import StudyEvent
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.vietnamese.text import fold

TOOK_PART = Q(state__in=(State.PRESENT, State.MADE_UP))
HAS_ESSAY = Q(study_result__essay_on__isnull=False)
COUNTS = {
    "expected": Q(),
    "present": Q(state=State.PRESENT),
    "made_up": Q(state=State.MADE_UP),
    "excused": Q(state=State.EXCUSED),
    "unexcused": Q(state=State.UNEXCUSED),
    "essays": HAS_ESSAY,
}


def visible(actor: Actor) -> QuerySet[StudyEvent]:
    """Return the events that the actor may see, latest first."""
    return (
        StudyEvent.objects.filter(policy.visible_events(actor))
        .select_related("organizer", "gathering")
        .order_by("-starts_on", "-pk")
    )


def listed(actor: Actor, *, text: str = "", year: int | None = None, form: str = "") -> QuerySet[Any]:
    """Return the events of a list, each with `expected` and `took_part` of the actor's reach."""
    rows = visible(actor)
    if year is not None:
        rows = rows.filter(starts_on__year=year)
    if form:
        rows = rows.filter(form=form)
    for word in fold(text).split():
        rows = rows.filter(search_key__contains=word)
    return rows.annotate(expected=_count(actor, Q()), took_part=_count(actor, TOOK_PART))


def _count(actor: Actor, condition: Q) -> Coalesce:
    inside = Attendee.objects.filter(policy.visible_attendees(actor), condition, gathering=OuterRef("gathering"))
    counted = inside.order_by().values("gathering").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def visible_or_404(actor: Actor, pk: int) -> StudyEvent:
    """Return one visible event.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    event = visible(actor).filter(pk=pk).first()
    if event is None:
        raise NotVisible
    return event


def attendees(actor: Actor, event: StudyEvent, *, which: str = "expected", unit: int | None = None) -> QuerySet[Attendee]:
    """Return those expected in the actor's reach, narrowed to one of COUNTS and to one unit.

    Raises:
        NotVisible: there is no such count.
    """
    if which not in COUNTS:
        raise NotVisible
    rows = Attendee.objects.filter(policy.visible_attendees(actor), COUNTS[which], gathering=event.gathering_id)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("person", "unit", "study_result").order_by("person__sort_key", "pk")


def counts(actor: Actor, event: StudyEvent) -> dict[str, int]:
    """Return how many of the actor's reach were expected, came, stayed away, handed in (one query)."""
    return attendees(actor, event).order_by().aggregate(**{name: Count("pk", filter=where) for name, where in COUNTS.items()})


def by_unit(actor: Actor, event: StudyEvent) -> list[Any]:
    """Return expected, took part and essays of each unit in reach, by place in the tree (one query)."""
    rows = attendees(actor, event).order_by().values("unit", "unit__name", "unit__path")
    counted = rows.annotate(expected=Count("pk"), took_part=Count("pk", filter=TOOK_PART), essays=Count("pk", filter=HAS_ESSAY))
    return list(counted.order_by("unit__path"))
