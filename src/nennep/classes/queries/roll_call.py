"""Reads of the roll call."""

from typing import Any

from django.conf import settings

from nennep.attendance.models import Attendee
from nennep.attendance.rules.code import code_of
from nennep.classes import policy
from nennep.classes.models import ClassSession, Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible


def markable(actor: Actor, training_class_id: int, provider_path: str | None) -> frozenset[int] | None:
    """Return the people (ids) whom the actor may mark in a class: the own group; None for everybody.

    Raises:
        NotVisible: the class is out of reach.
        Forbidden: the actor sees the class but calls no roll in it.
    """
    if policy.can_manage_of(actor, provider_path):
        return None
    group = Enrollment.objects.filter(policy.led_groups(actor, training_class_id))
    people = frozenset(group.values_list("person_id", flat=True))
    if people:
        return people
    if TrainingClass.objects.filter(policy.visible_classes(actor), pk=training_class_id).exists():
        raise Forbidden
    raise NotVisible


def callable_or_404(actor: Actor, pk: int) -> ClassSession:
    """Return a session whose roll the actor may call.

    Raises:
        NotVisible: absent, or of a class out of reach.
        Forbidden: the actor sees the class but calls no roll in it.
    """
    found = ClassSession.objects.select_related("training_class__provider", "gathering").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    _markable(actor, found)
    return found


def _markable(actor: Actor, session: ClassSession) -> frozenset[int] | None:
    provider = session.training_class.provider
    return markable(actor, session.training_class_id, provider.path if provider else None)


def roll(actor: Actor, session: ClassSession) -> list[dict[str, Any]]:
    """Return whom the actor may mark, by name: attendee, name, detail, state and the code of the day, as the page needs them."""
    people = _markable(actor, session)
    among = Attendee.objects.filter(gathering=session.gathering_id)
    if people is not None:
        among = among.filter(person__in=people)
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
