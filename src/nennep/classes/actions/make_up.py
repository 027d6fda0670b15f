"""Absences made up: a lesson studied later, recorded by the registrar."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from nennep.attendance.actions.steps import record_marks
from nennep.attendance.models import AttendanceMark, Attendee, MakeUp, Source, State
from nennep.attendance.rules.mark import ABSENT, MarkInput
from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import count_absences, lock, path_of
from nennep.classes.models import TrainingClass
from nennep.classes.rules.closing import check_in_progress
from nennep.classes.rules.make_up import check_made_up
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb


@verb
def make_up_absence(*, actor: Actor, absence: Attendee, made_up_on: date, how: str, now: datetime, today: date) -> MakeUp:
    """Record that a trainee made up a session that was missed; `how` says by what (another class, an essay).

    Where the rules of the class count it, the trainee's absences become one less; else it stands as a note.

    Raises:
        Refused: class_closed, class_not_started, not_absent, made_up_already, made_up_outside (day).
    """
    training_class = absence.gathering.class_session.training_class
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_in_progress(found.state)
    counts = found.rule_set is None or found.rule_set.made_up_counts
    here = Attendee.objects.select_for_update().get(pk=absence.pk)
    noted = MakeUp.objects.filter(attendee=here)
    if here.state == State.MADE_UP or (not counts and noted.exists()):
        raise Refused("made_up_already")
    check_made_up(here.state, missed_on=absence.gathering.held_on, made_up_on=made_up_on, today=today)
    noted.delete()  # left behind by a mark that came later
    made = MakeUp.objects.create(attendee=here, made_up_on=made_up_on, note=how[:300])
    if counts:
        _mark(actor, training_class, here, State.MADE_UP, now)
    facts = {"day": absence.gathering.held_on.isoformat(), "made_up_on": made_up_on.isoformat(), "counts": counts}
    record(actor, [change("classes.make_up", made, person_id=here.person_id, unit_path=path_of(training_class), **facts)])
    return made


@verb
def take_back_make_up(*, actor: Actor, absence: Attendee, now: datetime) -> None:
    """Take back that a session was made up: the trainee is absent again, as the roll call said.

    Raises:
        Refused: class_closed, class_not_started, not_made_up.
    """
    training_class = absence.gathering.class_session.training_class
    require(policy.can_manage(actor, training_class))
    check_in_progress(lock(training_class).state)
    here = Attendee.objects.select_for_update().get(pk=absence.pk)
    noted = MakeUp.objects.filter(attendee=here).first()
    if noted is None:
        raise Refused("not_made_up")
    facts = {"day": absence.gathering.held_on.isoformat()}
    changed = change("classes.take_back_make_up", noted, person_id=here.person_id, unit_path=path_of(training_class), **facts)
    noted.delete()
    if here.state == State.MADE_UP:
        _mark(actor, training_class, here, _missed(here), now)
    record(actor, [changed])


def _mark(actor: Actor, training_class: TrainingClass, attendee: Attendee, state: str, now: datetime) -> None:
    at = max(now, attendee.marked_at) if attendee.marked_at else now
    marks: Sequence[MarkInput] = [MarkInput(attendee.pk, state, f"make-up-{uuid4()}", at, Source.LIST)]
    recorded = record_marks(attendee.gathering_id, marks, now=at, user_id=actor.user_id)
    count_absences(training_class.pk, recorded.changes)


def _missed(attendee: Attendee) -> str:
    """Return how the roll call last had it: absent with or without reason."""
    rows = AttendanceMark.objects.filter(attendee=attendee, state__in=ABSENT).order_by("-client_time", "-pk")
    return rows.values_list("state", flat=True).first() or State.UNEXCUSED
