"""Money that a unit pays for its trainees (S1.8)."""

from collections.abc import Collection

from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb

MOST = 1_000_000_000


@verb
def add_support(
    *, actor: Actor, training_class: TrainingClass, enrollment_ids: Collection[int], amount: int, source: str
) -> list[Support]:
    """Enter the same amount (whole đồng) from one source for several trainees: the sending unit for its own, the provider for all.

    Raises:
        Refused: nobody_chosen, amount_out_of_range (most), source_missing, not_a_trainee.
    """
    rows = Enrollment.objects.filter(training_class=training_class, pk__in=enrollment_ids).select_related("sending_unit")
    chosen = list(rows.order_by("pk"))
    if not enrollment_ids:
        raise Refused("nobody_chosen")
    if len(chosen) != len(set(enrollment_ids)):
        raise Refused("not_a_trainee")
    require(policy.can_manage(actor, training_class) or all(policy.can_send(actor, one.sending_unit) for one in chosen))
    if not 0 < amount <= MOST:
        raise Refused("amount_out_of_range", most=f"{MOST:,}".replace(",", "."))
    if not source.strip():
        raise Refused("source_missing")
    made = Support.objects.bulk_create(Support(enrollment=one, amount=amount, source=source.strip()[:120]) for one in chosen)
    facts = {"amount": amount, "source": source.strip()[:120]}
    record(
        actor,
        [
            change(
                "classes.add_support", one, person_id=one.enrollment.person_id, unit_path=one.enrollment.sending_unit.path, **facts
            )
            for one in made
        ],
    )
    return made


@verb
def remove_support(*, actor: Actor, support: Support) -> None:
    """Take an amount away that was entered by mistake."""
    enrollment = support.enrollment
    require(policy.can_manage(actor, enrollment.training_class) or policy.can_send(actor, enrollment.sending_unit))
    facts = {"amount": [support.amount, None], "source": support.source}
    path = enrollment.sending_unit.path
    record(actor, [change("classes.remove_support", support, person_id=enrollment.person_id, unit_path=path, **facts)])
    support.delete()
