"""Opening and closing a batch: the rows with their verdicts, what was changed, and the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.bulk import insert_rows
from nennep.core.errors import Refused
from nennep.exchange.actions.ledger import Ledger
from nennep.exchange.models import BatchState, ImportBatch, ImportRow
from nennep.exchange.rules.verdict import Imported, Verdict, summarize
from nennep.exchange.sealing import sealed
from nennep.organizations.models import Unit

_COLUMNS = ("batch_id", "sheet", "number", "outcome", "values", "reasons")


def open_batch(*, actor: Actor, kind: str, unit: Unit | None, file_name: str) -> ImportBatch:
    """Begin an import that is done at once."""
    return ImportBatch.objects.create(
        kind=kind, unit=unit, file_name=file_name[:200], state=BatchState.RUNNING, created_by_id=actor.user_id
    )


def claim(batch: ImportBatch) -> ImportBatch:
    """Take hold of a draft (row lock), so that it is taken in once.

    Raises:
        Refused: batch_not_draft.
    """
    held = ImportBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    if held.state != BatchState.DRAFT:
        raise Refused("batch_not_draft", number=batch.pk)
    ImportRow.objects.filter(batch=held).delete()
    return held


def close_batch(
    *, actor: Actor, batch: ImportBatch, verdicts: Sequence[Verdict], findings: Mapping[str, Any], ledger: Ledger, now: datetime
) -> Imported:
    """Write down what became of each row and what was changed; the log gets one entry for each thing and one for the import."""
    batch.summary, batch.findings = summarize(verdicts), dict(findings)
    batch.state, batch.finished_at = BatchState.DONE, now
    batch.save(update_fields=["summary", "findings", "state", "finished_at"])
    write_rows(batch, verdicts)
    ledger.keep(batch)
    path = batch.unit.path if batch.unit else ""
    marked = (one if "batch" in one.changes else replace(one, changes={**one.changes, "batch": batch.pk}) for one in ledger.audit)
    record(actor, chain([change("exchange.import", batch, unit_path=path, **batch.summary)], marked))
    return Imported(batch.pk, batch.file_name, batch.kind, list(verdicts), findings)


def write_rows(batch: ImportBatch, verdicts: Iterable[Verdict]) -> None:
    """Write the verdict on each row; numbers of persons lie encrypted among the cells to mend."""
    insert_rows(
        ImportRow,
        _COLUMNS,
        (
            (batch.pk, one.sheet[:120], one.number, one.outcome, row_values(one), [_reason_json(reason) for reason in one.reasons])
            for one in verdicts
        ),
    )


def row_values(verdict: Verdict) -> dict[str, Any]:
    """Return the values of a row as they are kept."""
    told = {"person": verdict.person, "record": verdict.record, "raw": verdict.raw and sealed(verdict.raw)}
    return {name: value for name, value in told.items() if value is not None}


def _reason_json(reason: Any) -> dict[str, Any]:
    return {"code": reason.code, "facts": reason.facts, "rejects": reason.rejects}
