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


declare(
    (
        Follow("classes.TrainingClass", "provider", _("classes planned or in progress"), Way.CHANGES_HANDS, open_on=_not_closed),
        Follow("classes.Enrollment", "sending_unit", _("trainees in class"), Way.CHANGES_HANDS, open_on=_follows),
        Follow(
            "classes.Enrollment",
            "sending_unit",
            _("group leaders"),
            Way.CHANGES_HANDS,
            open_on=_leads,
            once=("training_class_id",),
            yields={"is_group_leader": False},
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
    )
)
