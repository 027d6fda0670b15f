"""A file brought in by page: kept as a draft, tried, corrected by hand, then taken in by the same verbs as by command."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.on_disk import on_disk
from nennep.core.verbs import verb
from nennep.documents.actions.steps import store_file
from nennep.exchange import policy
from nennep.exchange.actions.batch import claim, write_rows
from nennep.exchange.actions.roster import import_roster
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.models import BatchKind, ImportBatch
from nennep.exchange.reading import read_parts, read_people
from nennep.exchange.rules.verdict import Imported
from nennep.organizations.models import Unit

TRY, TAKE = "exchange.try", "exchange.take"  # the work of `jobs`, for large files


@verb
def open_draft(
    *, actor: Actor, kind: BatchKind, unit: Unit, upload: "UploadedFile[bytes]", create_units: bool, now: datetime
) -> ImportBatch:
    """Keep a file as the draft of an import for a unit.

    Raises:
        Forbidden: the actor may not import for the unit.
        Refused: file_empty | file_too_large | file_type_not_taken.
    """
    require(policy.can_import(actor, unit))
    stored = store_file(upload.name or "", upload)
    batch = ImportBatch.objects.create(
        kind=kind,
        unit=unit,
        file=stored,
        file_name=stored.name[:200],
        settings={"create_units": create_units, "sheets": {}},
        created_by_id=actor.user_id,
    )
    record(actor, [change("exchange.upload", batch, unit_path=unit.path, file=stored.name)])
    return batch


def try_draft(*, actor: Actor, batch: ImportBatch, today: date, now: datetime) -> None:
    """Find what taking the draft in would do, and keep the verdicts for the page.

    Raises:
        Refused: what `reading` says of a file that cannot be taken in; batch_not_draft.
    """
    _keep(actor=actor, batch=batch, tried=_run(actor, batch, today, now, dry_run=True))


def take_draft(*, actor: Actor, batch: ImportBatch, today: date, now: datetime) -> Imported:
    """Take the good rows of a draft in, all in one transaction.

    Raises:
        Forbidden: the actor may not import for the unit.
        Refused: what `reading` says of a file that cannot be taken in; batch_not_draft.
    """
    return _run(actor, batch, today, now, dry_run=False)


def _run(actor: Actor, batch: ImportBatch, today: date, now: datetime, *, dry_run: bool) -> Imported:
    with on_disk(batch.file.file) if batch.file else nullcontext(Path()) as path:
        return _read(actor, batch, path, today, now, dry_run=dry_run)


def _read(actor: Actor, batch: ImportBatch, path: Path, today: date, now: datetime, *, dry_run: bool) -> Imported:
    told = batch.settings.get("sheets", {})
    draft = None if dry_run else batch
    if batch.kind == BatchKind.WORKBOOK:
        parts = read_parts(path, today, told, batch.file_name, lenient=dry_run)
        return import_workbook(
            actor=actor, unit=batch.unit, parts=parts, file_name=batch.file_name, today=today, now=now, dry_run=dry_run, batch=draft
        )
    require(batch.unit is not None)
    return import_roster(
        actor=actor,
        unit=batch.unit,  # type: ignore[arg-type]  # a roster has a unit
        file=read_people(path, today, told, batch.file_name, lenient=dry_run),
        file_name=batch.file_name,
        today=today,
        now=now,
        create_units=bool(batch.settings.get("create_units")),
        dry_run=dry_run,
        batch=draft,
    )


@verb
def _keep(*, actor: Actor, batch: ImportBatch, tried: Imported) -> None:
    held = claim(batch)
    held.summary, held.findings = tried.summary, dict(tried.findings)
    held.save(update_fields=["summary", "findings"])
    write_rows(held, tried.verdicts)
    record(actor, [change("exchange.try", held, unit_path=held.unit.path if held.unit else "")])


@verb
def correct_draft(*, actor: Actor, batch: ImportBatch, sheets: Mapping[str, Any], create_units: bool) -> None:
    """Note how the sheets of a draft are to be read, as corrected by hand: encoding, columns, what is passed over.

    Raises:
        Forbidden: the actor may not import for the unit.
        Refused: batch_not_draft.
    """
    require(policy.can_import(actor, batch.unit))
    held = claim(batch)
    held.settings = {"create_units": create_units, "sheets": dict(sheets)}
    held.save(update_fields=["settings"])
    record(actor, [change("exchange.correct", held, unit_path=held.unit.path if held.unit else "")])


@verb
def drop_draft(*, actor: Actor, batch: ImportBatch) -> None:
    """Throw a draft away: nothing of it was taken in.

    Raises:
        Forbidden: the actor may not import for the unit.
        Refused: batch_not_draft.
    """
    require(policy.can_import(actor, batch.unit))
    held = claim(batch)
    record(actor, [change("exchange.drop", held, unit_path=held.unit.path if held.unit else "")])
    held.delete()
