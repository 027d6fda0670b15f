"""Steps on facts of learning that verbs of other apps share; they join the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nennep.core.bulk import change_rows
from nennep.records.models import Certificate, Completion
from nennep.records.rules.certificate import new_token

BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewCompletion:
    """One fact of learning."""

    person_id: int
    program_id: int
    completed_on: date
    source: str
    mark: Decimal | None = None
    classification: str = ""
    classification_label: str = ""
    provider_name: str = ""
    valid_until: date | None = None


def add_completions(rows: Iterable[NewCompletion]) -> list[Completion]:
    """Insert completions in the order given; the caller knows that none of them is there yet."""
    return Completion.objects.bulk_create(
        (
            Completion(
                person_id=row.person_id,
                program_id=row.program_id,
                completed_on=row.completed_on,
                mark=row.mark,
                classification=row.classification,
                classification_label=row.classification_label,
                provider_name=row.provider_name,
                valid_until=row.valid_until,
                source=row.source,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """One paper with what is printed on it."""

    completion: Completion
    number: str
    holder_name: str
    holder_born: str = ""
    paper_name: str = ""
    course_name: str = ""
    studied_from: date | None = None
    studied_until: date | None = None


def issue_certificates(
    rows: Iterable[NewCertificate], *, issuer_id: int | None, issuer_name: str, issued_on: date | None
) -> list[Certificate]:
    """Give each completion its paper, with an unguessable public address; return them in the order given."""
    return Certificate.objects.bulk_create(
        (
            Certificate(
                completion=row.completion,
                number=row.number,
                issuer_id=issuer_id,
                issuer_name=issuer_name,
                issued_on=issued_on,
                paper_name=row.paper_name,
                holder_name=row.holder_name,
                holder_born=row.holder_born,
                course_name=row.course_name,
                studied_from=row.studied_from,
                studied_until=row.studied_until,
                token=new_token(),
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


def change_completions(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of completions that a corrected list tells otherwise: {key: {column: value}}."""
    change_rows(Completion, changes)


def change_certificates(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of certificates that a corrected list tells otherwise."""
    change_rows(Certificate, changes)


def remove_completions(keys: Iterable[int]) -> None:
    """Delete completions, with their papers, that a list told and a corrected one tells no more."""
    asked = list(keys)
    Certificate.objects.filter(completion__in=asked).delete()
    Completion.objects.filter(pk__in=asked).delete()
