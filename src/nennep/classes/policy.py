"""Who reads, teaches and closes a class; whose people are whose."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThan

from nennep.attendance.models import LeaveRequest
from nennep.classes.models import Enrollment, TrainingClass
from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import STEP, within
from nennep.people.models import Membership

SENDERS = (Role.OFFICER, Role.APPROVER)
READERS = (*SENDERS, Role.CELL_SECRETARY)


def visible_enrollments(actor: Actor) -> Q:
    """The provider's registrar sees all trainees; a sending unit and the cells its own; a leader the group; a trainee oneself."""
    if actor.everywhere:
        return Q()
    own = Q(person=actor.person_id) | Q(Exists(_led_by(actor))) if actor.person_id else Q(pk__in=[])
    return _of_own_provider(actor, "training_class__") | seen_by_readers(actor.paths(*READERS)) | own


def seen_by_readers(paths: Sequence[str]) -> Q:
    """Return the condition on the enrollments of those whom units at or below `paths` sent, and of those who belong there now."""
    in_reach = Membership.objects.filter(within(paths, "unit__path"), person=OuterRef("person"), ends_on=None)
    return _below_all_roots(paths) | within(paths, "sending_unit__path") | Q(Exists(in_reach))


def _below_all_roots(paths: Sequence[str]) -> Q:
    """Say that everything lies below `paths`: asked once in a statement, and then nothing is looked up for each row."""
    roots = [path for path in paths if len(path) <= STEP]
    return Q(~Exists(Unit.objects.filter(parent=None).exclude(path__in=roots))) if roots else Q(pk__in=[])


def _of_own_provider(actor: Actor, prefix: str = "") -> Q:
    return within(actor.paths(Role.REGISTRAR), f"{prefix}provider__path") & Q(**{f"{prefix}provider__isnull": False})


def _led_by(actor: Actor) -> QuerySet[Enrollment]:
    same_group = {"training_class": OuterRef("training_class"), "sending_unit": OuterRef("sending_unit")}
    return Enrollment.objects.filter(**same_group, person=actor.person_id, is_group_leader=True)


def visible_classes(actor: Actor) -> Q:
    """Whoever sees one of its trainees, and its provider."""
    if actor.everywhere:
        return Q()
    seen = Enrollment.objects.filter(visible_enrollments(actor), training_class=OuterRef("pk"))
    return _of_own_provider(actor) | Q(Exists(seen))


def enrollments_in_reach(actor: Actor, where: Q = Q()) -> Q:  # noqa: B008 - never changed
    """Return what `visible_enrollments` says, for lists over many classes; `where` narrows them.

    Each way of seeing is looked up by itself: joined by 'or' the database would begin at all enrollments there are.
    """
    if _is_wide(actor):
        return visible_enrollments(actor) & where
    return Q(pk__in=_joined([Enrollment.objects.filter(way, where).values("pk") for way in _ways(actor)]))


def enrollments_beside(actor: Actor, path: str, where: Q) -> Q:
    """Return what the actor sees that a reader of the unit at `path` does not: as a provider, as oneself, as a leader."""
    found = [Enrollment.objects.filter(way, where, ~seen_by_readers([path])).values("pk") for way in _ways_of_others(actor)]
    return Q(pk__in=_joined(found))


def classes_beside(actor: Actor, path: str, where: Q) -> Q:
    """Return the classes that the actor sees and a reader of the unit at `path` does not."""
    seen = Enrollment.objects.filter(seen_by_readers([path]), training_class=OuterRef("pk"))
    found = [Enrollment.objects.filter(way).values("training_class") for way in _ways_of_others(actor)]
    own = TrainingClass.objects.filter(_of_own_provider(actor)).values("pk")
    return Q(pk__in=_joined([*found, own])) & where & Q(~Exists(seen))


def classes_in_reach(actor: Actor, where: Q = Q()) -> Q:  # noqa: B008 - never changed
    """Return what `visible_classes` says, for lists of classes; `where` narrows them."""
    if actor.everywhere:
        return where
    if _is_wide(actor):  # nearly every class is seen: the list begins at its own order, and looks at each class by itself
        first = Enrollment.objects.filter(visible_enrollments(actor), training_class=OuterRef("pk")).order_by()
        return (_of_own_provider(actor) | Q(GreaterThan(Subquery(first.values("pk")[:1]), 0))) & where
    seen = [Enrollment.objects.filter(way).values("training_class") for way in _ways(actor)]
    return Q(pk__in=_joined([*seen, TrainingClass.objects.filter(_of_own_provider(actor)).values("pk")])) & where


def _is_wide(actor: Actor) -> bool:
    """Say whether the reach is (next to) everything, so that there is no use in beginning at it."""
    return actor.everywhere or any(len(path) <= STEP for path in actor.paths(*READERS, Role.REGISTRAR))


def _ways(actor: Actor) -> list[Q]:
    """Return the conditions of `visible_enrollments`, one by one."""
    paths = actor.paths(*READERS)
    in_reach = Membership.objects.filter(within(paths, "unit__path"), ends_on=None)
    return [within(paths, "sending_unit__path"), Q(person__in=in_reach.values("person")), *_ways_of_others(actor)]


def _ways_of_others(actor: Actor) -> list[Q]:
    """Return those conditions that have nothing to do with whose people the trainees are."""
    ways = [_of_own_provider(actor, "training_class__")]
    return [*ways, Q(person=actor.person_id), Q(Exists(_led_by(actor)))] if actor.person_id else ways


def _joined(found: "list[QuerySet[Any, Any]]") -> "QuerySet[Any, Any]":
    return found[0].union(*found[1:])


def taught_by(actor: Actor) -> Q:
    """Return the condition on the sessions that the actor teaches, as a lecturer of the provider."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(lecturer=actor.person_id) & within(actor.paths(Role.LECTURER), "training_class__provider__path")


def can_open(actor: Actor, provider: Unit) -> bool:
    """Registrars open classes at their provider."""
    return provider.kind.is_provider and actor.holds(provider.path, Role.REGISTRAR)


def can_manage(actor: Actor, training_class: TrainingClass) -> bool:
    """The registrar of the provider keeps the class; one without a provider here came by import and stays as it is."""
    return can_manage_of(actor, training_class.provider.path if training_class.provider else None)


def can_manage_of(actor: Actor, provider_path: str | None) -> bool:
    """Say the same of a class whose provider stands at a path."""
    return provider_path is not None and actor.holds(provider_path, Role.REGISTRAR)


def can_send(actor: Actor, sending_unit: Unit) -> bool:
    """Officers and the standing committee act for the unit that sends."""
    return actor.holds(sending_unit.path, *SENDERS)


def sending_units(actor: Actor, field: str = "sending_unit__path") -> Q:
    """Return the condition on what belongs to a unit for which the actor acts as the sender."""
    return within(actor.paths(*SENDERS), field)


def led_groups(actor: Actor, training_class: TrainingClass | int) -> Q:
    """Return the condition on the enrollments of a class whose group the actor leads."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(training_class=training_class) & Q(Exists(_led_by(actor)))


def can_share_log(actor: Actor, training_class: TrainingClass, sending_unit: Unit) -> bool:
    """The log belongs to the provider and one sending unit; nobody else reads it."""
    return can_manage(actor, training_class) or can_send(actor, sending_unit)


def visible_leave(actor: Actor) -> Q:
    """A request is read by the trainee, the provider, the sending unit and the leader of the group; by nobody else."""
    if actor.everywhere:
        return Q()
    provider = within(actor.paths(Role.REGISTRAR), "provider__path") & Q(provider__isnull=False)
    sender = within(actor.paths(*SENDERS), "sending_unit__path") & Q(sending_unit__isnull=False)
    if actor.person_id is None:
        return provider | sender
    leads = Enrollment.objects.filter(
        person=actor.person_id,
        is_group_leader=True,
        sending_unit=OuterRef("sending_unit"),
        training_class__sessions__gathering__leave_requests=OuterRef("pk"),
    )
    return provider | sender | Q(person=actor.person_id) | Q(Exists(leads))


def can_ask_leave(actor: Actor, enrollment: Enrollment) -> bool:
    """The trainee; the leader of the group and the sending unit on the trainee's behalf."""
    if can_send(actor, enrollment.sending_unit) or actor.person_id == enrollment.person_id:
        return True
    return Enrollment.objects.filter(led_groups(actor, enrollment.training_class), pk=enrollment.pk).exists()


def can_comment_leave(actor: Actor, request: LeaveRequest) -> bool:
    """The sending unit says what it thinks of a request."""
    return request.sending_unit is not None and can_send(actor, request.sending_unit)


def can_answer_leave(actor: Actor, request: LeaveRequest) -> bool:
    """The registrar of the provider grants or denies."""
    return request.provider is not None and actor.holds(request.provider.path, Role.REGISTRAR)


def can_withdraw_leave(actor: Actor, request: LeaveRequest) -> bool:
    """The trainee, and who handed it in on the trainee's behalf."""
    return actor.person_id == request.person_id or (actor.user_id is not None and actor.user_id == request.asked_by_id)
