"""The sheet `Học viên`: who was in which class, with what result, and the papers and money that go with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nennep.classes.actions import imported as steps
from nennep.classes.actions.imported import ImportedEnrollment
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.exchange.actions.book_classes import classes_of
from nennep.exchange.actions.book_completions import Completed, write_completions
from nennep.exchange.actions.book_context import Context, PersonRef, differences, logged, reject_second
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_check import check_trainee, classification_key
from nennep.exchange.rules.reason import reject, warn
from nennep.obligations.actions.steps import set_progress
from nennep.obligations.models import Progress
from nennep.organizations.models import Unit

TITLES = {
    "sending_unit_id": "Đơn vị cử", "title": "Chức vụ khi cử", "result": "Kết quả", "absent_excused": "Vắng có phép",
    "absent_unexcused": "Vắng không phép", "mark": "Điểm", "classification_label": "Xếp loại",
}  # fmt: skip
KIND = "classes.enrollment"


@dataclass(slots=True)
class Trainee:
    """One row with what it refers to; `key` is the enrollment once it is known."""

    row: BookRow
    training_class: TrainingClass
    person: PersonRef
    unit: Unit
    key: int = 0


def take_trainees(context: Context, rows: Sequence[BookRow]) -> None:
    """Take enrollments by class and person, then completions, papers and support."""
    classes = classes_of([row["class"] for row in rows if row["class"]])
    referred = [trainee for row in rows if (trainee := _refer(context, row, classes)) is not None]
    reject_second(rows, ("class", "person"))
    trainees = [one for one in referred if not one.row.rejected]
    known = {(one.training_class_id, one.person_id): one for one in _present(trainees)}
    _change(context, trainees, known)
    trainees = [one for one in trainees if not one.row.rejected]
    new = [one for one in trainees if not one.key]
    keys = steps.add_enrollments(_new(one) for one in new)
    context.ledger.created(Enrollment, keys)
    for one, key in zip(new, keys, strict=True):
        one.key, one.row.outcome = key, "created"
        label = f"{one.person.full_name}: {one.training_class.code}"
        context.log("exchange.create", KIND, key, label, person_id=one.person.id, path=one.unit.path)
    write_completions(context, [Completed(one.row, one.training_class, one.person, one.unit.path) for one in trainees])
    _support(context, trainees)
    _progress(context, trainees, set(map(id, new)))


def _refer(context: Context, row: BookRow, classes: dict[str, TrainingClass]) -> Trainee | None:
    training_class = classes.get(row["class"].casefold()) if row["class"] else None
    if row["class"] and training_class is None:
        row.reasons.append(reject("class_unknown", value=row["class"]))
    person, unit = context.find_person(row), context.find_unit(row, "unit", "Đơn vị cử")
    if training_class is not None:
        check_trainee(row, sessions=training_class.sessions_planned, opens_on=training_class.opens_on, today=context.today)
    if row.rejected or training_class is None or person is None or unit is None:
        return None
    return Trainee(row, training_class, person, unit)


def _present(trainees: Sequence[Trainee]) -> list[Enrollment]:
    return list(Enrollment.objects.filter(training_class__in={one.training_class.pk for one in trainees}))


def _new(one: Trainee) -> ImportedEnrollment:
    row = one.row
    return ImportedEnrollment(
        one.training_class.pk,
        one.person.id,
        one.unit.pk,
        row["title"] or "",
        row["result"],
        row["excused"] or 0,
        row["unexcused"] or 0,
        row["mark"],
        classification_key(row["classification"]),
        row["classification"] or "",
    )


def _change(context: Context, trainees: Sequence[Trainee], known: dict[tuple[int, int], Enrollment]) -> None:
    changes: dict[int, dict[str, Any]] = {}
    for one in trainees:
        present = known.get((one.training_class.pk, one.person.id))
        if present is None:
            if one.training_class.is_held_here:  # type: ignore[attr-defined]  # annotated by classes_of
                one.row.reasons.append(reject("class_held_here", value=one.training_class.code))
            continue
        one.key = present.pk
        columns = _differences(one, present)
        if not columns:
            continue
        if one.training_class.is_held_here:  # type: ignore[attr-defined]  # annotated by classes_of
            one.row.reasons.append(reject("class_held_here", value=one.training_class.code))
            continue
        changes[present.pk] = {name: new for name, (_, new) in columns.items()}
        context.ledger.changed(Enrollment, present.pk, {name: old for name, (old, _) in columns.items()}, changes[present.pk])
        label = f"{one.person.full_name}: {one.training_class.code}"
        context.log(
            "exchange.update",
            KIND,
            present.pk,
            label,
            logged(columns),
            person_id=one.person.id,
            path=one.unit.path,
        )
        one.row.outcome = "updated"
    steps.change_enrollments(changes)


def _differences(one: Trainee, present: Enrollment) -> dict[str, tuple[Any, Any]]:
    row = one.row
    told = {
        "sending_unit_id": one.unit.pk, "title": row["title"], "result": row["result"], "absent_excused": row["excused"],
        "absent_unexcused": row["unexcused"], "mark": row["mark"], "classification_label": row["classification"],
    }  # fmt: skip
    columns = differences(row, {name: getattr(present, name) for name in told}, told, TITLES)
    if "classification_label" in columns:
        columns["classification"] = (present.classification, classification_key(row["classification"]))
    return columns


def _support(context: Context, trainees: Sequence[Trainee]) -> None:
    """Write support by trainee and source: the amount that a book states is the whole from that source."""
    paid = [one for one in trainees if one.row["support"]]
    classes = {one.training_class.pk for one in paid}
    rows = Support.objects.filter(enrollment__training_class__in=classes).order_by("pk")
    held = {(one.enrollment_id, one.source.casefold()): one for one in rows}
    new: list[tuple[int, int, str]] = []
    amounts: dict[int, int] = {}
    for one in paid:
        source, amount = one.row["source"] or "", one.row["support"]
        present = held.get((one.key, source.casefold()))
        if present is None:
            new.append((one.key, amount, source))
        elif present.amount != amount:
            amounts[present.pk] = amount
            context.ledger.changed(Support, present.pk, {"amount": present.amount}, {"amount": amount})
        else:
            continue
        if one.row.outcome == "unchanged":
            one.row.outcome = "updated"
            one.row.reasons.append(warn("changed", field="Hỗ trợ", old=str(present.amount) if present else "", new=str(amount)))
            label = f"{one.person.full_name}: {one.training_class.code}"
            facts = {"support": [present.amount if present else None, amount], "source": source}
            context.log("exchange.update", KIND, one.key, label, facts, person_id=one.person.id, path=one.unit.path)
    steps.change_supports(amounts)
    context.ledger.created(Support, steps.add_supports(new))


def _progress(context: Context, trainees: Sequence[Trainee], new: set[int]) -> None:
    """Let the obligations know who was in class, and until when."""
    by_class: dict[int, list[Trainee]] = {}
    for one in trainees:
        if id(one) in new or one.row.outcome == "updated":
            by_class.setdefault(one.training_class.pk, []).append(one)
    sources = {f"class:{members[0].training_class.code}" for members in by_class.values()}
    present = set(Progress.objects.filter(source__in=sources).values_list("pk", flat=True))
    for members in by_class.values():
        held = members[0].training_class
        people = [one.person.id for one in members]
        set_progress(people, held.program_id, "in_class", f"class:{held.code}", since=held.opens_on, until=held.closes_on)
    made = set(Progress.objects.filter(source__in=sources).values_list("pk", flat=True)) - present
    context.ledger.created(Progress, sorted(made))
