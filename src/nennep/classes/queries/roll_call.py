"""Reads of the roll call."""

from typing import Any

from django.conf import settings
from django.db import connection

from nennep.attendance.models import Attendee, Gathering
from nennep.attendance.rules.code import code_of
from nennep.classes import policy
from nennep.classes.models import ClassSession, Enrollment, TrainingClass
from nennep.classes.statements import session_row
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible
from nennep.organizations.models import Unit


def _session(pk: int) -> ClassSession | None:
    """Return a session with its class, gathering and provider; what a roll call does not need is left in the database."""
    row = session_row(pk)
    if row is None:
        return None
    using = connection.alias
    found = ClassSession.from_db(using, ["id", "training_class_id", "gathering_id", "ordinal", "topic"], row[:5])
    found.training_class = TrainingClass.from_db(using, ["id", "code", "name", "provider_id", "state"], row[5:10])
    found.gathering = Gathering.from_db(using, ["id", "held_on"], row[10:12])
    found.training_class.provider = Unit.from_db(using, ["id", "path"], row[12:]) if row[12] else None
    return found


def markable(actor: Actor, session: ClassSession) -> frozenset[int] | None:
    """Return the people (ids) whom the actor may mark at a session: the own group; None for everybody.

    Raises:
        Forbidden: the actor calls no roll in this class.
    """
    if policy.can_manage(actor, session.training_class):
        return None
    group = Enrollment.objects.filter(policy.led_groups(actor, session.training_class))
    people = frozenset(group.values_list("person_id", flat=True))
    if not people:
        raise Forbidden
    return people


def callable_or_404(actor: Actor, pk: int) -> ClassSession:
    """Return a session whose roll the actor may call.

    Raises:
        NotVisible: absent, or of a class out of reach.
        Forbidden: the actor sees the class but calls no roll in it.
    """
    found = _session(pk)
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
    people = markable(actor, session)
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
