"""Taking admitted people into a class, and letting go those who leave."""

from collections.abc import Collection
from datetime import date, datetime

from nennep.attendance.actions.steps import release
from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import end_leading, expect_everywhere, lock, path_of, source_of
from nennep.classes.models import Enrollment, Result, TrainingClass
from nennep.classes.queries.candidate import candidates
from nennep.classes.rules.closing import check_not_closed
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.nominations.actions.steps import note_enrolled
from nennep.nominations.models import Nomination
from nennep.obligations.actions.steps import clear_progress, set_progress
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Post
from nennep.vietnamese.text import squash


@verb
def enroll_nominated(
    *, actor: Actor, training_class: TrainingClass, nomination_ids: Collection[int], now: datetime
) -> list[Enrollment]:
    """Take admitted nominations into the class; their people are expected at all its sessions.

    The nominations are locked: of two registrars who take the same one, the second is refused.

    Raises:
        Refused: class_closed, nobody_chosen, not_admitted (count).
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    wanted = set(nomination_ids)
    if not wanted:
        raise Refused("nobody_chosen")
    list(Nomination.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    chosen = list(candidates(found).filter(pk__in=wanted))
    if len({one.person_id for one in chosen}) != len(wanted):
        raise Refused("not_admitted", count=len(wanted) - len(chosen))
    enrolled = _enroll(found, chosen)
    note_enrolled(chosen, actor=actor, now=now, into=found.name)
    record(
        actor,
        [
            change("classes.enroll", one, person_id=one.person_id, unit_path=path_of(training_class), code=found.code)
            for one in enrolled
        ],
    )
    return enrolled


def _enroll(training_class: TrainingClass, chosen: Collection[Nomination]) -> list[Enrollment]:
    titles = _titles([one.person_id for one in chosen], training_class.opens_on)
    enrolled = Enrollment.objects.bulk_create(
        Enrollment(
            training_class=training_class,
            person=one.person,
            sending_unit=one.round.unit,
            nomination=one,
            title=titles.get(one.person_id, ""),
            title_key=squash(titles.get(one.person_id, "")),
        )
        for one in chosen
    )
    expect_everywhere(training_class, enrolled)
    set_progress(
        [one.person_id for one in enrolled],
        training_class.program_id,
        "in_class",
        source=source_of(training_class),
        since=training_class.opens_on,
        until=training_class.closes_on,
    )
    return enrolled


def _titles(person_ids: Collection[int], on: date) -> dict[int, str]:
    """Return the post of each person on a day, the one held longest of several."""
    posts = Post.objects.filter(in_force(on), person__in=person_ids).order_by("-starts_on", "-pk")
    return dict(posts.values_list("person_id", "title"))


@verb
def drop_out(*, actor: Actor, enrollment: Enrollment, left_on: date, reason: str, today: date) -> Enrollment:
    """Record that a trainee left the class; sessions to come expect the trainee no longer.

    Raises:
        Refused: class_closed, already_left, left_outside_class, reason_missing.
    """
    training_class = enrollment.training_class
    require(policy.can_manage(actor, training_class))
    check_not_closed(lock(training_class).state)
    later = training_class.sessions.filter(gathering__held_on__gte=left_on).values_list("gathering", flat=True)
    release([enrollment.person_id], list(later))  # before the enrollment is locked: a mark locks in this order too
    found = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if found.result != Result.STUDYING:
        raise Refused("already_left")
    if not training_class.opens_on <= left_on <= today:
        raise Refused("left_outside_class")
    if not reason.strip():
        raise Refused("reason_missing")
    found.result, found.left_on, found.left_reason = Result.DROPPED, left_on, reason.strip()[:300]
    found.save(update_fields=["result", "left_on", "left_reason"])
    ended = end_leading(found, training_class, today, enrollment.sending_unit.path) if found.is_group_leader else []
    clear_progress([found.person_id], training_class.program_id, source_of(training_class), on=left_on)
    facts = {"left_on": left_on.isoformat(), "reason": found.left_reason}
    record(
        actor, [*ended, change("classes.drop_out", found, person_id=found.person_id, unit_path=path_of(training_class), **facts)]
    )
    return found


@verb
def take_back(*, actor: Actor, enrollment: Enrollment) -> Enrollment:
    """Take back that somebody left: a mistake, or the trainee returned.

    Raises:
        Refused: class_closed, has_not_left.
    """
    training_class = enrollment.training_class
    require(policy.can_manage(actor, training_class))
    check_not_closed(lock(training_class).state)
    found = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if found.result != Result.DROPPED:
        raise Refused("has_not_left")
    left_on = found.left_on
    found.result, found.left_on, found.left_reason = Result.STUDYING, None, ""
    found.save(update_fields=["result", "left_on", "left_reason"])
    expect_everywhere(training_class, [found])
    source, program = source_of(training_class), training_class.program_id
    set_progress([found.person_id], program, "in_class", source, since=training_class.opens_on, until=training_class.closes_on)
    was = left_on.isoformat() if left_on else None
    record(
        actor,
        [change("classes.take_back", found, person_id=found.person_id, unit_path=path_of(training_class), left_on=[was, None])],
    )
    return found
