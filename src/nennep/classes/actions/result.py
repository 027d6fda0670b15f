"""Entering marks, classifications given by hand, and the parts that are marked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nennep.audit.actions import Change, change, record
from nennep.classes import policy
from nennep.classes.actions.steps import lock, path_of
from nennep.classes.models import Enrollment, Mark, Result, TrainingClass
from nennep.classes.rules.closing import check_not_closed
from nennep.classes.rules.result import on_scale
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.programs.models import Band


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark as typed for one part of one trainee; None takes all marks of the part away."""

    enrollment_id: int
    part: str
    value: Decimal | None


@verb
def enter_marks(*, actor: Actor, training_class: TrainingClass, entries: Collection[MarkEntry], today: date) -> int:
    """Enter marks; one that differs from the last of its part is the next attempt, and the earlier ones stay.

    Returns:
        How many trainees have other marks than before.

    Raises:
        Refused: class_closed, mark_off_scale (value), part_unknown (part), not_a_trainee.
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    for entry in entries:
        if entry.part not in found.parts:
            raise Refused("part_unknown", part=entry.part)
        if entry.value is not None and not on_scale(entry.value):
            raise Refused("mark_off_scale", value=entry.value)
    trainees = _studying(found, {entry.enrollment_id for entry in entries})
    last = _last(trainees)
    moved = [entry for entry in entries if _value(last.get((entry.enrollment_id, entry.part))) != entry.value]
    _write(moved, last, today)
    path = path_of(training_class)
    record(actor, [_change(trainees[pk], [one for one in moved if one.enrollment_id == pk], last, path) for pk in _ids(moved)])
    return len(_ids(moved))


def _studying(training_class: TrainingClass, ids: Collection[int]) -> dict[int, Enrollment]:
    rows = Enrollment.objects.filter(training_class=training_class, pk__in=ids, result=Result.STUDYING)
    found = {one.pk: one for one in rows.select_for_update().order_by("pk")}
    if len(found) != len(ids):
        raise Refused("not_a_trainee")
    return found


def _last(trainees: Collection[int]) -> dict[tuple[int, str], Mark]:
    rows = Mark.objects.filter(enrollment__in=list(trainees)).order_by("attempt")
    return {(mark.enrollment_id, mark.part): mark for mark in rows}


def _value(mark: Mark | None) -> Decimal | None:
    return mark.value if mark else None


def _ids(entries: Sequence[MarkEntry]) -> list[int]:
    return sorted({entry.enrollment_id for entry in entries})


def _write(moved: Sequence[MarkEntry], last: Mapping[tuple[int, str], Mark], today: date) -> None:
    Mark.objects.bulk_create(
        Mark(
            enrollment_id=entry.enrollment_id,
            part=entry.part,
            value=entry.value,
            attempt=before.attempt + 1 if (before := last.get((entry.enrollment_id, entry.part))) else 1,
            given_on=today,
        )
        for entry in moved
        if entry.value is not None
    )
    for part in {entry.part for entry in moved if entry.value is None}:
        gone = [entry.enrollment_id for entry in moved if entry.value is None and entry.part == part]
        Mark.objects.filter(enrollment__in=gone, part=part).delete()


def _change(one: Enrollment, moved: Sequence[MarkEntry], last: Mapping[tuple[int, str], Mark], path: str) -> Change:
    marks = {entry.part: [_text(_value(last.get((one.pk, entry.part)))), _text(entry.value)] for entry in moved}
    return change("classes.enter_marks", one, person_id=one.person_id, unit_path=path, marks=marks)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


@verb
def classify_by_hand(*, actor: Actor, training_class: TrainingClass, chosen: Mapping[int, str]) -> int:
    """Give classifications in a class whose rules use no marks: enrollment id -> key of a band, '' for none.

    Returns:
        How many differ from before.

    Raises:
        Refused: class_closed, classified_by_marks, band_unknown (key), not_a_trainee.
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    if found.rule_set is not None and found.rule_set.uses_marks:
        raise Refused("classified_by_marks")
    labels = dict(Band.objects.filter(rule_set=found.rule_set_id).values_list("key", "label")) | {"": ""}
    unknown = set(chosen.values()) - set(labels)
    if unknown:
        raise Refused("band_unknown", key=min(unknown))
    trainees = _studying(found, set(chosen))
    moved = [one for one in trainees.values() if one.classification != chosen[one.pk]]
    path, changes = path_of(training_class), []
    for one in moved:
        key = chosen[one.pk]
        facts = {"classification": [one.classification, key]}
        one.classification, one.classification_label = key, labels[key]
        changes.append(change("classes.classify", one, person_id=one.person_id, unit_path=path, **facts))
    Enrollment.objects.bulk_update(moved, ["classification", "classification_label"], batch_size=500)
    record(actor, changes)
    return len(moved)


@verb
def set_parts(*, actor: Actor, training_class: TrainingClass, parts: Sequence[str]) -> TrainingClass:
    """Name the parts that are marked, in order; one that has marks already stays.

    Raises:
        Refused: class_closed, part_twice (part), part_has_marks (part).
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    check_not_closed(found.state)
    doubled = next((part for part in parts if parts.count(part) > 1), None)
    if doubled:
        raise Refused("part_twice", part=doubled)
    dropped = set(found.parts) - set(parts)
    marked = Mark.objects.filter(enrollment__training_class=found, part__in=dropped).values_list("part", flat=True).first()
    if marked:
        raise Refused("part_has_marks", part=marked)
    before, found.parts = found.parts, [part[:120] for part in parts]
    found.save(update_fields=["parts"])
    record(actor, [change("classes.set_parts", found, unit_path=path_of(training_class), parts=[before, found.parts])])
    return found
