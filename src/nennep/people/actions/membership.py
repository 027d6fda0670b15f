"""Where people belong and with what standing: transfers, admission, recognition, leaving. History is kept."""

from collections.abc import Collection
from datetime import date, timedelta

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import Unit
from nennep.people import policy, rules
from nennep.people.actions.steps import renew_regions
from nennep.people.models import Membership, Person, Standing


@verb
def transfer_people(*, actor: Actor, people: Collection[Person], to: Unit, on: date) -> int:
    """Move people to another unit on a day; whoever is there already stays. Returns how many moved.

    Raises:
        Forbidden: the actor keeps the people of one of the two units but not of the other.
        Refused: before_membership, when somebody's present membership begins on or after that day; unit_ended.
    """
    open_rows = _locked(people)
    require(policy.can_add_people(actor, to) and all(policy.can_add_people(actor, row.unit) for row in open_rows))
    require_in_being(to, on)
    moving = [row for row in open_rows if row.unit_id != to.pk]
    _close(moving, on, f"chuyển sinh hoạt đến {to.name}")
    Membership.objects.bulk_create(
        [Membership(person_id=row.person_id, unit=to, standing=row.standing, starts_on=on) for row in moving]
    )
    renew_regions(people=[row.person_id for row in moving])
    record(
        actor,
        [
            change("people.transfer", row.person, person_id=row.person_id, unit_path=to.path, unit=[row.unit.code, to.code])
            for row in moving
        ],
    )
    return len(moving)


@verb
def change_standing(*, actor: Actor, person: Person, standing: Standing, on: date) -> Membership:
    """Admit a candidate (the day of the ceremony) or recognize a probationary member as official.

    Raises:
        Forbidden: the actor does not keep this person's record.
        Refused: standing_step (only non-member -> probationary -> official), before_membership, admitted_too_young.
    """
    [row] = _locked([person])
    require(policy.can_add_people(actor, row.unit))
    steps = {Standing.NON_MEMBER: Standing.PROBATIONARY, Standing.PROBATIONARY: Standing.OFFICIAL}
    if steps.get(Standing(row.standing)) != standing:
        raise Refused("standing_step", name=person.full_name)
    field = "admitted_on" if standing == Standing.PROBATIONARY else "official_on"
    setattr(person, field, on)
    wrong = rules.contradictions(born=person.born_on, admitted=person.admitted_on, official=person.official_on, today=on)
    if wrong:
        raise Refused(wrong[0], name=person.full_name)
    person.save(update_fields=[field])
    _close([row], on, "")
    opened = Membership.objects.create(person=person, unit=row.unit, standing=standing, starts_on=on)
    record(
        actor,
        [
            change(
                "people.standing", person, person_id=person.pk, unit_path=row.unit.path,
                standing=[row.standing, standing.value], on=on.isoformat(),
            )
        ],
    )  # fmt: skip
    return opened


@verb
def end_membership(*, actor: Actor, person: Person, on: date, reason: str) -> None:
    """Close somebody's membership: moved away, struck off, died. The record stays.

    Raises:
        Forbidden: the actor does not keep this person's record.
        Refused: before_membership.
    """
    [row] = _locked([person])
    require(policy.can_add_people(actor, row.unit))
    _close([row], on, reason)
    renew_regions(people=[person.pk])
    record(
        actor,
        [change("people.leave", person, person_id=person.pk, unit_path=row.unit.path, on=on.isoformat(), reason=reason)],
    )


def _locked(people: Collection[Person]) -> list[Membership]:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("unit", "person")
    found = list(rows.filter(person__in=people, ends_on=None))
    if len(found) != len({person.pk for person in people}):
        raise Refused("no_membership")
    return found


def _close(rows: Collection[Membership], on: date, reason: str) -> None:
    for row in rows:
        if row.starts_on is not None and row.starts_on >= on:
            raise Refused("before_membership", name=row.person.full_name, starts_on=row.starts_on)
        row.ends_on, row.end_reason = on - timedelta(days=1), reason
    Membership.objects.bulk_update(rows, ["ends_on", "end_reason"], batch_size=500)
