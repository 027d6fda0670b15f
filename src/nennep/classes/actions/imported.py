"""Steps by which an import brings in classes of the past: their trainees, results and support, without sessions."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from nennep.classes.models import ClassState, Enrollment, Support, TrainingClass
from nennep.core.bulk import change_rows, insert_rows
from nennep.vietnamese.text import fold, squash


class ImportedClass(NamedTuple):
    """A class as a list tells it; `provider_name` as written, `provider_id` where it is a unit of ours."""

    code: str
    name: str
    program_id: int
    rule_set_id: int | None
    provider_id: int | None
    provider_name: str
    partner_name: str
    opens_on: date
    closes_on: date | None
    sessions_planned: int
    form: str
    state: str


class ImportedEnrollment(NamedTuple):
    """A person in a class; the counts of absences are those of the list."""

    training_class_id: int
    person_id: int
    sending_unit_id: int
    title: str
    result: str
    absent_excused: int
    absent_unexcused: int
    mark: Decimal | None
    classification: str
    classification_label: str


def state_on(opens_on: date, closes_on: date | None, today: date) -> str:
    """Return how far a class is that a list tells of: closed from its last day on."""
    if closes_on is not None and closes_on <= today:
        return ClassState.CLOSED.value
    return (ClassState.OPEN if opens_on <= today else ClassState.PLANNED).value


def add_classes(rows: Iterable[ImportedClass]) -> list[int]:
    """Insert classes; return their keys in the order given."""
    return insert_rows(
        TrainingClass, (*ImportedClass._fields, "search_key"), ((*row, fold(f"{row.code} {row.name}")[:260]) for row in rows)
    )


def change_classes(changes: Mapping[int, Mapping[str, Any]], codes: Mapping[int, str]) -> None:
    """Set columns of classes; `codes` of those whose name changes, for the key by which they are found."""
    told = {
        key: {**row, "search_key": fold(f"{codes[key]} {row['name']}")[:260]} if "name" in row else row
        for key, row in changes.items()
    }
    change_rows(TrainingClass, told)


def add_enrollments(rows: Iterable[ImportedEnrollment]) -> list[int]:
    """Insert enrollments; return their keys in the order given."""
    columns = (*ImportedEnrollment._fields, "title_key")
    return insert_rows(Enrollment, columns, ((*row, squash(row.title)[:160]) for row in rows))


def change_enrollments(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of enrollments."""
    told = {key: {**row, "title_key": squash(str(row["title"]))[:160]} if "title" in row else row for key, row in changes.items()}
    change_rows(Enrollment, told)


def add_supports(rows: Iterable[tuple[int, int, str]]) -> list[int]:
    """Insert support paid: (enrollment, whole đồng, source)."""
    return insert_rows(Support, ("enrollment_id", "amount", "source"), rows)


def change_supports(amounts: Mapping[int, int]) -> None:
    """Set the amounts of support."""
    change_rows(Support, {key: {"amount": amount} for key, amount in amounts.items()})
