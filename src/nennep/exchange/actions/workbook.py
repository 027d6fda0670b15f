"""Taking in a year book: up to eight sheets, in one transaction, set by set."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nennep.core.actors import Actor
from nennep.core.bulk import collector_paused
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.exchange import policy
from nennep.exchange.actions.batch import claim, close_batch, open_batch
from nennep.exchange.actions.book_classes import take_classes
from nennep.exchange.actions.book_context import Context
from nennep.exchange.actions.book_people import take_people
from nennep.exchange.actions.book_praise import take_commendations
from nennep.exchange.actions.book_quotas import take_quotas
from nennep.exchange.actions.book_study import take_events, take_participants
from nennep.exchange.actions.book_trainees import take_trainees
from nennep.exchange.actions.book_units import take_units
from nennep.exchange.models import BatchKind, ImportBatch
from nennep.exchange.rules.book import BookPart, BookRow
from nennep.exchange.rules.verdict import Imported, Verdict
from nennep.organizations.models import Unit

Taker = Callable[[Context, Sequence[BookRow]], None]
TAKERS: dict[str, Taker] = {
    "units": take_units,
    "people": take_people,
    "quotas": take_quotas,
    "classes": take_classes,
    "trainees": take_trainees,
    "events": take_events,
    "participants": take_participants,
    "commendations": take_commendations,
}
REFERRING = {"trainees": "person", "participants": "person", "commendations": "whom"}


@verb
@collector_paused()
def import_workbook(
    *,
    actor: Actor,
    unit: Unit | None,
    parts: Sequence[BookPart],
    file_name: str,
    today: date,
    now: datetime,
    dry_run: bool = False,
    batch: ImportBatch | None = None,
) -> Imported:
    """Take in the sheets of a year book in their order; rows that cannot be taken are told with their reasons.

    What the book may touch lies at and below `unit` (None: everything, for the console). `parts` are the sheets as the rules
    read them, `today` the day on which transfers take effect, `batch` the draft that is taken in (none when there was no
    draft); `dry_run` tells the verdicts and changes nothing.

    Raises:
        Forbidden: the actor may not import for the unit.
    """
    require(policy.can_import(actor, unit))
    if unit is not None:
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
    batch = claim(batch) if batch else open_batch(actor=actor, kind=BatchKind.WORKBOOK, unit=unit, file_name=file_name)
    context = Context(actor, unit, batch, today, now)
    context.load()
    _take(parts, context)
    verdicts = [_verdict(row) for part in parts for row in part.rows]
    problems = [part.problem for part in parts if part.problem is not None]
    findings = findings_of(parts)
    closed = close_batch(actor=actor, batch=batch, verdicts=verdicts, findings=findings, ledger=context.ledger, now=now)
    if dry_run:
        transaction.set_rollback(True)
    return Imported(None if dry_run else closed.batch_id, file_name, BatchKind.WORKBOOK, verdicts, findings, problems)


def _take(parts: Sequence[BookPart], context: Context) -> None:
    rows: dict[str, list[BookRow]] = {}
    for part in parts:
        if part.sheet is not None and part.problem is None:
            rows.setdefault(part.sheet.key, []).extend(part.rows)
    for key, those in rows.items():
        if key in REFERRING:
            name = REFERRING[key]
            context.load_people(row[name] for row in those if row[name])
        TAKERS[key](context, those)


def _verdict(row: BookRow) -> Verdict:
    rejected = row.rejected
    record = None if row.person is not None else {title: value for title, value in row.raw.items() if value}
    return Verdict(
        row.sheet,
        row.number,
        "rejected" if rejected else row.outcome,
        row.reasons,
        person=row.person,
        record=record,
        raw=row.raw if rejected else None,
    )


def findings_of(parts: Sequence[BookPart]) -> Mapping[str, Any]:
    """Return what was found in the file, as JSON: sheets with header row, encoding and columns, and what was passed over."""
    return {
        "sheets": [
            {
                "sheet": part.name,
                "as": part.sheet.key if part.sheet else None,
                "encoding": part.encoding,
                "header": part.header,
                "columns": part.columns,
                "titles": part.titles,
                "unknown": part.unknown,
                "missing": part.missing,
            }
            for part in parts
        ]
    }
