"""The log that the provider and one sending unit share (S1.6, S1.9)."""

from datetime import datetime

from nennep.audit.actions import Change, record
from nennep.classes import policy
from nennep.classes.models import ContactKind, ContactNote, Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.models import Unit


@verb
def write_note(
    *,
    actor: Actor,
    training_class: TrainingClass,
    sending_unit: Unit,
    kind: ContactKind,
    text: str,
    now: datetime,
    enrollment: Enrollment | None = None,
) -> ContactNote:
    """Write a line that both sides see; lines are never changed.

    A breach of the study rules is told by the provider and names a trainee; a briefing is held by the sending unit.

    Raises:
        Refused: note_without_text, not_a_sender (unit), breach_by_provider, breach_without_trainee, briefing_by_sender,
            trainee_of_other_unit.
    """
    require(policy.can_share_log(actor, training_class, sending_unit))
    _check(training_class, sending_unit, enrollment, text)
    by_provider = policy.can_manage(actor, training_class)
    _check_kind(kind, by_provider=by_provider, by_sender=policy.can_send(actor, sending_unit), of_trainee=enrollment is not None)
    note = ContactNote.objects.create(
        training_class=training_class,
        sending_unit=sending_unit,
        enrollment=enrollment,
        kind=kind,
        text=text.strip(),
        by_name=actor.name[:120],
        by_provider=by_provider,
        at=now,
    )
    # What was written stays out of the audit log: more people read that one.
    label = f"{training_class.code} – {sending_unit.name}"
    person_id = enrollment.person_id if enrollment else None
    record(
        actor,
        [Change("classes.write_note", note._meta.label_lower, note.pk, label, person_id, sending_unit.path, {"kind": note.kind})],
    )
    return note


def _check_kind(kind: ContactKind, *, by_provider: bool, by_sender: bool, of_trainee: bool) -> None:
    if kind == ContactKind.VIOLATION and not by_provider:
        raise Refused("breach_by_provider")
    if kind == ContactKind.VIOLATION and not of_trainee:
        raise Refused("breach_without_trainee")
    if kind == ContactKind.BRIEFING and not by_sender:
        raise Refused("briefing_by_sender")


def _check(training_class: TrainingClass, sending_unit: Unit, enrollment: Enrollment | None, text: str) -> None:
    if not text.strip():
        raise Refused("note_without_text")
    if not Enrollment.objects.filter(training_class=training_class, sending_unit=sending_unit).exists():
        raise Refused("not_a_sender", unit=sending_unit.name)
    if enrollment and (enrollment.training_class_id, enrollment.sending_unit_id) != (training_class.pk, sending_unit.pk):
        raise Refused("trainee_of_other_unit")
