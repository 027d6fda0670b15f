"""Steps that verbs of other apps share: keeping files, numbering papers. They join the caller's transaction."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from nennep.audit.actions import Change, change
from nennep.core.errors import Refused
from nennep.documents.models import Letterhead, NumberSeries, OfficialDocument, StoredFile
from nennep.documents.queries.letterhead import letterhead_of
from nennep.documents.rules import file as file_rules
from nennep.documents.rules import number as number_rules
from nennep.organizations.models import Unit


def store_file(name: str, content: "bytes | UploadedFile[bytes]", media_type: str = "") -> StoredFile:
    """Keep a file; it is served only through the page of what it belongs to (`documents.download.attachment`).

    An upload's own media type is not believed: the ending decides, unless a maker of files names `media_type` itself.

    Raises:
        Refused: file_empty | file_too_large | file_type_not_taken, with the name.
    """
    name = file_rules.safe_name(name)
    size = content.size or 0 if isinstance(content, UploadedFile) else len(content)
    known = media_type or file_rules.media_type(name)
    if not size:
        raise Refused("file_empty", name=name)
    if size > file_rules.MAX_BYTES:
        raise Refused("file_too_large", name=name, limit=file_rules.MAX_BYTES // 1024 // 1024)
    if not known:
        raise Refused("file_type_not_taken", name=name)
    data = content.read() if isinstance(content, UploadedFile) else content
    stored = StoredFile(name=name, media_type=known, size=len(data), sha256=hashlib.sha256(data).hexdigest())
    stored.file.save(uuid.uuid4().hex, ContentFile(data), save=False)
    stored.save(force_insert=True)
    return stored


def take_numbers(head: Letterhead, type_code: str, *, count: int, on: date) -> tuple[NumberSeries, list[str]]:
    """Take the next `count` numbers of a type, under the lock of its counter; return the symbols in their order.

    The counter runs through the term (Party) or the calendar year (State) that holds the day `on`.
    """
    period = number_rules.period(head.layout, on, head.term_starts_on)
    key = {"unit_id": head.unit_id, "type_code": type_code, "organ": head.organ, "period": period}
    NumberSeries.objects.get_or_create(**key, defaults={"layout": head.layout})
    series = NumberSeries.objects.select_for_update().get(**key)
    first = series.last_number + 1
    series.last_number += count
    series.save(update_fields=["last_number"])
    taken = range(first, first + count)
    return series, [number_rules.symbol(series.layout, number, type_code, head.organ) for number in taken]


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What a paper needs to be issued."""

    abstract: str
    file: StoredFile | None = None


def issue_documents(
    unit: Unit, type_code: str, rows: Sequence[NewDocument], *, on: date
) -> tuple[list[OfficialDocument], list[Change]]:
    """Give each paper the next number of its type and enter it in the unit's register.

    Place and signer are those of the unit's letterhead. Returns the papers in the order given and the changes to audit.
    """
    head = letterhead_of(unit)
    series, symbols = take_numbers(head, type_code, count=len(rows), on=on)
    first = series.last_number - len(rows) + 1
    papers = OfficialDocument.objects.bulk_create(
        OfficialDocument(
            unit=unit,
            series=series,
            number=number,
            symbol=symbol,
            type_code=type_code,
            abstract=row.abstract,
            issued_on=on,
            place=head.place,
            signer_title=head.signer_title,
            signer_name=head.signer_name,
            file=row.file,
        )
        for number, (symbol, row) in enumerate(zip(symbols, rows, strict=True), start=first)
    )
    return papers, [change("documents.issue", paper, unit_path=unit.path, symbol=paper.symbol) for paper in papers]
