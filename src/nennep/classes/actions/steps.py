"""Steps on classes that their verbs share; they join the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import F

from nennep.attendance.actions.steps import NewGathering, StateChange, add_gatherings, expect
from nennep.attendance.models import Gathering
from nennep.attendance.rules.mark import absences
from nennep.audit.actions import Change, change
from nennep.classes.models import ClassSession, Enrollment, Result, TrainingClass
from nennep.classes.statements import add_absences
from nennep.core.actors import Role
from nennep.organizations.models import Grant

KIND = "class"
ASIDE = 1000  # where ordinals wait while they are given anew


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What a session needs to be planned."""

    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    topic: str = ""
    lecturer_name: str = ""
    lecturer_id: int | None = None


def source_of(training_class: TrainingClass) -> str:
    """Return the name by which obligations and records know the class."""
    return f"class:{training_class.code}"


def path_of(training_class: TrainingClass) -> str:
    """Return the place of the provider in the tree, for the log; '' when it is not here."""
    return training_class.provider.path if training_class.provider else ""


def lock(training_class: TrainingClass) -> TrainingClass:
    """Return the class as it is now, locked until the transaction ends."""
    return TrainingClass.objects.select_for_update().get(pk=training_class.pk)


def add_sessions(training_class: TrainingClass, plans: Sequence[SessionPlan]) -> list[ClassSession]:
    """Plan sessions with their gatherings, at which all present trainees are expected, and number all anew by time."""
    gatherings = add_gatherings(
        KIND,
        training_class.provider_id,
        [
            NewGathering(plan.topic or training_class.name, plan.day, plan.starts_at, plan.ends_at, training_class.place)
            for plan in plans
        ],
    )
    held = training_class.sessions.count()
    made = ClassSession.objects.bulk_create(
        ClassSession(
            training_class=training_class,
            gathering=gathering,
            ordinal=held + place,
            topic=plan.topic,
            lecturer_name=plan.lecturer_name,
            lecturer_id=plan.lecturer_id,
        )
        for place, (plan, gathering) in enumerate(zip(plans, gatherings, strict=True), start=1)
    )
    people = training_class.enrollments.exclude(result=Result.DROPPED).values_list("person_id", "sending_unit_id")
    expect([gathering.pk for gathering in gatherings], people)
    renumber(training_class)
    return made


def renumber(training_class: TrainingClass) -> None:
    """Number the sessions by day and hour, and keep their count on the class."""
    sessions = list(training_class.sessions.order_by("gathering__held_on", "gathering__starts_at", "ordinal"))
    if any(session.ordinal != place for place, session in enumerate(sessions, start=1)):
        training_class.sessions.update(ordinal=F("ordinal") + ASIDE)
        for place, session in enumerate(sessions, start=1):
            session.ordinal = place
        ClassSession.objects.bulk_update(sessions, ["ordinal"])
    training_class.sessions_planned = len(sessions)
    training_class.save(update_fields=["sessions_planned"])


def gathering_ids(training_class: TrainingClass) -> list[int]:
    """Return the gatherings of all sessions."""
    return list(Gathering.objects.filter(class_session__training_class=training_class).values_list("pk", flat=True))


def expect_everywhere(training_class: TrainingClass, enrollments: Iterable[Enrollment]) -> None:
    """Expect new trainees at all sessions of their class."""
    expect(gathering_ids(training_class), [(one.person_id, one.sending_unit_id) for one in enrollments])


def count_absences(training_class_id: int, changes: Collection[StateChange]) -> None:
    """Keep the absence counts of the enrollments in step with changed states.

    The enrollments are locked in order of their ids: two sessions of a class may be called at the same time.
    """
    add_absences(training_class_id, absences_by_person(changes))


def absences_by_person(changes: Collection[StateChange]) -> dict[int, tuple[int, int]]:
    """Return by how much the counts of absences with and without reason change, by person (id), where they do."""
    by_person: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in changes:
        excused, unexcused = absences(one.before, one.now)
        before = by_person[one.person_id]
        by_person[one.person_id] = (before[0] + excused, before[1] + unexcused)
    return {person: delta for person, delta in by_person.items() if delta != (0, 0)}


def end_leading(leader: Enrollment, training_class: TrainingClass, today: date, path: str) -> list[Change]:
    """Let somebody lead a group no longer, and end the role that this gave; return the changes to audit."""
    leader.is_group_leader = False
    leader.save(update_fields=["is_group_leader"])
    changes = [change("classes.name_leader", leader, person_id=leader.person_id, unit_path=path, leads=[True, False])]
    same_person = Enrollment.objects.filter(person=leader.person_id, sending_unit=leader.sending_unit_id, is_group_leader=True)
    if same_person.exists():  # leads the group in another class, whose role this may be
        return changes
    held = Grant.objects.filter(
        user__person=leader.person_id, role=Role.GROUP_LEADER, unit=leader.sending_unit_id, ends_on=training_class.closes_on
    ).exclude(ends_on=None)
    ended = [change("organizations.end_grant", one, unit_path=path, role=one.role) for one in held]
    Grant.objects.filter(pk__in=[one.object_id for one in ended]).update(ends_on=today - timedelta(days=1))
    return [*changes, *ended]
