"""What of this app follows which unit in a reorganization."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.classes.models import ClassState
from nennep.organizations.following import Follow, Way, declare


def _not_closed(_on: date) -> Q:
    return ~Q(state=ClassState.CLOSED)


def _in_class(_on: date) -> Q:
    return ~Q(training_class__state=ClassState.CLOSED)


def _leads(_on: date) -> Q:
    return _in_class(_on) & Q(is_group_leader=True)


def _follows(_on: date) -> Q:
    return _in_class(_on) & Q(is_group_leader=False)


def _opened(on: date) -> Q:
    return Q(opens_on__lt=on)


def _class_opened(on: date) -> Q:
    return Q(training_class__opens_on__lt=on)


declare(
    (
        Follow(
            "classes.TrainingClass",
            "provider",
            _("classes planned or in progress"),
            Way.CHANGES_HANDS,
            open_on=_not_closed,
            first="first_provider",
            first_of=_opened,
        ),
        Follow(
            "classes.Enrollment",
            "sending_unit",
            _("trainees in class"),
            Way.CHANGES_HANDS,
            open_on=_follows,
            first="first_sender",
            first_of=_class_opened,
        ),
        Follow(
            "classes.Enrollment",
            "sending_unit",
            _("group leaders"),
            Way.CHANGES_HANDS,
            open_on=_leads,
            once=("training_class_id",),
            yields={"is_group_leader": False},
            first="first_sender",
            first_of=_class_opened,
            divided=False,
        ),
        Follow(
            "classes.ContactNote",
            "sending_unit",
            _("entries of the shared log"),
            Way.CHANGES_HANDS,
            open_on=_in_class,
            divided=False,
        ),
        Follow("classes.TrainingClass", "first_provider", _("classes opened before a reorganization")),
        Follow("classes.Enrollment", "first_sender", _("trainees sent before a reorganization")),
    )
)
