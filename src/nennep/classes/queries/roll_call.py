"""Reads of the roll call."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from nennep.attendance.models import Attendee
from nennep.attendance.rules.code import code_of
from nennep.classes import policy
from nennep.classes.models import ClassSession, Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible


def attendees(actor: Actor, session: ClassSession) -> QuerySet[Attendee] | None:
    """Return the people of a session whom the actor may mark: all, those of the own group; None when nobody."""
    rows = Attendee.objects.filter(gathering=session.gathering_id)
    if policy.can_manage(actor, session.training_class):
        return rows
    group = Enrollment.objects.filter(policy.led_groups(actor, session.training_class))
    people = list(group.values_list("person_id", flat=True))
    return rows.filter(person__in=people) if people else None


def callable_or_404(actor: Actor, pk: int) -> ClassSession:
    """Return a session whose roll the actor may call.

    Raises:
        NotVisible: absent, or of a class out of reach.
        Forbidden: the actor sees the class but calls no roll in it.
    """
    found = ClassSession.objects.select_related("training_class__provider", "gathering").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    training_class = found.training_class
    if policy.can_manage(actor, training_class) or Enrollment.objects.filter(policy.led_groups(actor, training_class)).exists():
        return found
    if TrainingClass.objects.filter(policy.visible_classes(actor), pk=training_class.pk).exists():
        raise Forbidden
    raise NotVisible


def roll(actor: Actor, session: ClassSession) -> list[dict[str, Any]]:
    """Return whom the actor may mark, by name: attendee, name, detail, state and the code of the day, as the page needs them."""
    among = attendees(actor, session)
    if among is None:
        return []
    rows = among.values_list("pk", "person_id", "person__full_name", "unit__name", "state").order_by(
        "person__sort_key", "person_id"
    )
    return [
        {"attendee": pk, "name": name, "detail": unit or "", "state": state, "code": code(session.gathering_id, person_id)}
        for pk, person_id, name, unit, state in rows
    ]


def code(gathering_id: int, person_id: int) -> str:
    """Return the code by which a person is recognized at a gathering."""
    return code_of(f"roll-call:{settings.SECRET_KEY}".encode(), gathering_id, person_id)
