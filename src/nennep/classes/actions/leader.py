"""Naming the group leader (trưởng đoàn) of those sent by one unit (S1.3)."""

from datetime import date

from nennep.audit.actions import Change, change, record
from nennep.classes import policy
from nennep.classes.actions.steps import end_leading, lock
from nennep.classes.models import Enrollment, Result, TrainingClass
from nennep.classes.rules.closing import check_not_closed
from nennep.core.actors import Actor, Role
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.models import Grant


@verb
def name_leader(*, actor: Actor, enrollment: Enrollment, today: date) -> Enrollment:
    """Make a trainee the leader of the group of the own sending unit, in place of who led it before.

    A leader with an account holds the role of a group leader at the sending unit until the class ends.

    Raises:
        Refused: class_closed, already_left, leads_already.
    """
    require(policy.can_send(actor, enrollment.sending_unit))
    training_class = enrollment.training_class
    check_not_closed(lock(training_class).state)
    group = Enrollment.objects.filter(training_class=training_class, sending_unit=enrollment.sending_unit_id)
    rows = {row.pk: row for row in group.select_for_update(of=("self",)).select_related("person").order_by("pk")}
    chosen, before = rows[enrollment.pk], next((row for row in rows.values() if row.is_group_leader), None)
    if chosen.result != Result.STUDYING:
        raise Refused("already_left")
    if before == chosen:
        raise Refused("leads_already", name=chosen.person.full_name)
    path = enrollment.sending_unit.path
    changes = end_leading(before, training_class, today, path) if before else []
    chosen.is_group_leader = True
    chosen.save(update_fields=["is_group_leader"])
    changes.append(change("classes.name_leader", chosen, person_id=chosen.person_id, unit_path=path, leads=[False, True]))
    record(actor, [*changes, *_grant(chosen, training_class, today, path)])
    return chosen


def _grant(chosen: Enrollment, training_class: TrainingClass, today: date, path: str) -> list[Change]:
    user_id = chosen.person.user_id
    if user_id is None or training_class.closes_on is None:
        return []
    starts_on = min(today, training_class.opens_on)
    grant = Grant.objects.create(
        user_id=user_id,
        role=Role.GROUP_LEADER,
        unit_id=chosen.sending_unit_id,
        starts_on=starts_on,
        ends_on=training_class.closes_on,
    )
    return [change("organizations.grant", grant, unit_path=path, role=grant.role, user=user_id)]
