"""Reads of the shared logs."""

from django.db.models import Count, Q, QuerySet

from nennep.classes import policy
from nennep.classes.models import ContactNote, Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit


def partners(actor: Actor, training_class: TrainingClass) -> QuerySet[Unit]:
    """Return the sending units whose log with the provider the actor shares, each with `notes`: how many lines it has."""
    sent = Enrollment.objects.filter(training_class=training_class)
    if not policy.can_manage(actor, training_class):
        sent = sent.filter(policy.sending_units(actor))
    notes = Count("contact_notes", filter=_of(training_class))
    return Unit.objects.filter(pk__in=sent.values("sending_unit")).annotate(notes=notes).order_by("name")


def _of(training_class: TrainingClass) -> Q:
    return Q(contact_notes__training_class=training_class)


def partner_or_404(actor: Actor, training_class: TrainingClass, unit_id: int) -> Unit:
    """Return one of the partners.

    Raises:
        NotVisible: the actor is on neither side of this log.
    """
    found = partners(actor, training_class).filter(pk=unit_id).first()
    if found is None:
        raise NotVisible
    return found


def notes(training_class: TrainingClass, sending_unit: Unit) -> QuerySet[ContactNote]:
    """Return the lines of one log, the newest first. The caller has asked whether the actor shares it."""
    rows = ContactNote.objects.filter(training_class=training_class, sending_unit=sending_unit)
    return rows.select_related("enrollment__person").order_by("-at", "-pk")
