"""What somebody is to a class: keeps it, sends people to it, leads a group, studies in it."""

from dataclasses import dataclass

from nennep.classes import policy
from nennep.classes.models import Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Sight:
    """The parts of the actor in a class; `senders` are the sending units for which the actor acts, `mine` the own enrollment."""

    manages: bool
    senders: tuple[Unit, ...] = ()
    leads: bool = False
    mine: Enrollment | None = None

    @property
    def calls_roll(self) -> bool:
        """Say whether the actor calls the roll of some trainees at least."""
        return self.manages or self.leads

    @property
    def asks_leave(self) -> bool:
        """Say whether the actor hands in leave requests, own ones or on behalf."""
        return bool(self.senders) or self.leads or self.mine is not None

    @property
    def sees_leave(self) -> bool:
        """Say whether the page of leave requests has anything for the actor."""
        return self.manages or self.asks_leave

    @property
    def shares_log(self) -> bool:
        """Say whether the actor takes part in a shared log."""
        return self.manages or bool(self.senders)


def sight_of(actor: Actor, training_class: TrainingClass) -> Sight:
    """Return what the actor is to a class."""
    sent = Enrollment.objects.filter(policy.sending_units(actor), training_class=training_class)
    mine = Enrollment.objects.filter(training_class=training_class, person=actor.person_id).first() if actor.person_id else None
    return Sight(
        manages=policy.can_manage(actor, training_class),
        senders=tuple(Unit.objects.filter(pk__in=sent.values("sending_unit")).order_by("name")),
        leads=mine is not None and mine.is_group_leader,
        mine=mine,
    )
