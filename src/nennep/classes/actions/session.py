"""Changes of the timetable."""

from collections.abc import Collection
from datetime import date

from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import SessionPlan, add_sessions, lock, path_of, renumber
from nennep.classes.models import ClassSession, TrainingClass
from nennep.classes.rules.closing import check_not_closed
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb

NOT_MARKED = "expected"


@verb
def add_session(*, actor: Actor, training_class: TrainingClass, plan: SessionPlan) -> ClassSession:
    """Plan one more session.

    Raises:
        Refused: class_closed, session_outside_class (day).
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    _check_day(found, plan.day)
    session = add_sessions(found, [plan])[0]
    record(actor, [change("classes.add_session", session, unit_path=path_of(training_class), day=plan.day.isoformat())])
    return session


@verb
def change_session(*, actor: Actor, session: ClassSession, plan: SessionPlan) -> ClassSession:
    """Move a session, or change its topic or lecturer.

    Raises:
        Refused: class_closed, session_outside_class (day).
    """
    training_class = session.training_class
    require(policy.can_manage(actor, training_class))
    check_not_closed(lock(training_class).state)
    _check_day(training_class, plan.day)
    gathering = session.gathering
    before = gathering.held_on.isoformat()
    gathering.held_on, gathering.starts_at, gathering.ends_at = plan.day, plan.starts_at, plan.ends_at
    gathering.title = (plan.topic or training_class.name)[:300]
    gathering.save(update_fields=["held_on", "starts_at", "ends_at", "title"])
    session.topic, session.lecturer_name, session.lecturer_id = plan.topic, plan.lecturer_name, plan.lecturer_id
    session.save(update_fields=["topic", "lecturer_name", "lecturer"])
    renumber(training_class)
    day = [before, plan.day.isoformat()]
    record(actor, [change("classes.change_session", session, unit_path=path_of(training_class), day=day, topic=plan.topic)])
    return session


@verb
def name_lecturer(
    *, actor: Actor, training_class: TrainingClass, sessions: Collection[int], name: str, lecturer_id: int | None = None
) -> int:
    """Name one lecturer for several sessions (ids) of a class; no name takes those away who stand there.

    Returns how many sessions changed.

    Raises:
        Refused: class_closed, no_session_chosen.
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    chosen = list(found.sessions.filter(pk__in=sessions).order_by("pk"))
    if not chosen:
        raise Refused("no_session_chosen")
    other = [one for one in chosen if (one.lecturer_name, one.lecturer_id) != (name, lecturer_id)]
    found.sessions.filter(pk__in=[one.pk for one in other]).update(lecturer_name=name, lecturer_id=lecturer_id)
    path = path_of(training_class)
    record(actor, [change("classes.change_session", one, unit_path=path, lecturer=[one.lecturer_name, name]) for one in other])
    return len(other)


@verb
def cancel_session(*, actor: Actor, session: ClassSession) -> None:
    """Take a session off the timetable as long as nobody was marked.

    Raises:
        Refused: class_closed, session_marked.
    """
    training_class = session.training_class
    require(policy.can_manage(actor, training_class))
    check_not_closed(lock(training_class).state)
    attendees = session.gathering.attendees.select_for_update().order_by("pk")
    if attendees.exclude(marked_at=None, state=NOT_MARKED).exists():
        raise Refused("session_marked")
    gathering = session.gathering
    record(actor, [change("classes.cancel_session", session, unit_path=path_of(training_class), day=gathering.held_on.isoformat())])
    session.delete()
    gathering.delete()
    renumber(training_class)


def _check_day(training_class: TrainingClass, day: date) -> None:
    if day < training_class.opens_on or (training_class.closes_on and day > training_class.closes_on):
        raise Refused("session_outside_class", day=day.strftime("%d/%m/%Y"))
