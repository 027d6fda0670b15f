"""Letting somebody off a requirement, for a reason."""

from datetime import date, timedelta

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, Refused
from nennep.core.verbs import verb
from nennep.obligations import policy
from nennep.obligations.models import Requirement, Waiver
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Person


@verb
def waive(
    *,
    actor: Actor,
    person: Person,
    requirement: Requirement,
    reason: str,
    today: date,
    decision: str = "",
    ends_on: date | None = None,
) -> Waiver:
    """Let a person off a requirement from today on, for a reason and perhaps by a numbered decision.

    Raises:
        Forbidden: the actor is no officer or approver where the person belongs.
        Refused: waiver_needs_reason, waiver_ends_before, waived_already.
    """
    unit = _unit_of(actor, person)
    if not reason.strip():
        raise Refused("waiver_needs_reason")
    if ends_on is not None and ends_on < today:
        raise Refused("waiver_ends_before", starts_on=f"{today:%d/%m/%Y}")
    Person.objects.select_for_update().get(pk=person.pk)
    if person.waivers.filter(in_force(today), requirement__code=requirement.code).exists():
        raise Refused("waived_already", name=person.full_name, requirement=requirement.name)
    waiver = Waiver.objects.create(
        person=person, requirement=requirement, reason=reason.strip(), decision=decision.strip(), starts_on=today, ends_on=ends_on
    )
    facts = {"requirement": requirement.code, "reason": waiver.reason, "decision": waiver.decision}
    record(actor, [change("obligations.waive", waiver, person_id=person.pk, unit_path=unit.path, **facts)])
    return waiver


@verb
def end_waiver(*, actor: Actor, waiver: Waiver, today: date) -> None:
    """Bind a person again from today on.

    Raises:
        Forbidden: the actor is no officer or approver where the person belongs.
        Refused: waiver_ended.
    """
    unit = _unit_of(actor, waiver.person)
    locked = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if locked.ends_on is not None and locked.ends_on < today:
        raise Refused("waiver_ended")
    before, locked.ends_on = locked.ends_on, today - timedelta(days=1)
    locked.save(update_fields=["ends_on"])
    ends = [before.isoformat() if before else None, locked.ends_on.isoformat()]
    record(actor, [change("obligations.end_waiver", locked, person_id=locked.person_id, unit_path=unit.path, ends_on=ends)])


def _unit_of(actor: Actor, person: Person) -> Unit:
    membership = person.memberships.filter(ends_on=None).select_related("unit").first()
    if membership is None or not policy.can_waive(actor, membership.unit):
        raise Forbidden
    return membership.unit
