"""Papers as PDF, set by typst with fonts of our own: the same data give the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import typst
from django.conf import settings

from nennep.documents.layout.paper import (
    DRAFT,
    MOTTO,
    NATION,
    PARTY,
    RECIPIENTS,
    Block,
    Paper,
    Table,
    cell_text,
    heading_spans,
    printable,
    stays_with_next,
    table_size,
    with_ordinals,
)

TEMPLATE = Path(__file__).with_name("paper.typ")
FONT = "Tinos_400Regular.ttf"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def fonts() -> Path:
    """Return the folder of the whole TTF files that `node build.mjs` copies (Tinos, Be Vietnam Pro)."""
    return Path(settings.PACKAGE) / "static" / "dist" / "fonts-print"


def render(template: Path, data: Mapping[str, object], *, at: datetime = UNDATED) -> bytes:
    """Return the PDF (PDF/A-2b) that a typst template makes of `data`, which it reads as `json(bytes(sys.inputs.data))`.

    `at` is the time written into the file, so that it does not depend on the clock.
    """
    if not (fonts() / FONT).exists():
        raise FileNotFoundError(f"{FONT} is not in {fonts()}: build the static files first (node build.mjs)")
    compiler = typst.Compiler(template, root=template.parent, font_paths=[fonts()], ignore_system_fonts=True)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        pdf = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=at, pdf_standards=["a-2b"])
    except typst.TypstError:  # PDF/A takes no letter that the font lacks; a paper with an emoji in it is still printed
        pdf = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=at)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def to_pdf(paper: Paper) -> bytes:
    """Return the paper as the bytes of a PDF file."""
    at = UNDATED if paper.issued_on is None else datetime.combine(paper.issued_on, time(), tzinfo=UTC)
    return render(TEMPLATE, _data(paper), at=at)


def _data(paper: Paper) -> dict[str, object]:
    signature = paper.signature
    return {
        "state": paper.layout == "state",
        "superior": printable(paper.superior).upper(),
        "body": printable(paper.body).upper(),
        "title": printable(paper.title).upper(),
        "abstract": printable(paper.abstract),
        "number": paper.number_line,
        "date": paper.date_line,
        "nation": NATION,
        "motto": MOTTO,
        "party": PARTY,
        "draft": DRAFT if paper.draft else "",
        "landscape": paper.landscape,
        "recipients_title": RECIPIENTS,
        "recipients": [printable(name).rstrip(".,;") for name in paper.recipients],
        "signature": {"lines": [printable(line) for line in signature.lines], "name": printable(signature.name)}
        if signature
        else None,
        "blocks": [
            _block(block, paper.line_mm) | {"stays": stays}
            for block, stays in zip(paper.blocks, stays_with_next(paper.blocks), strict=True)
        ],
    }


def _block(block: Block, line_mm: float) -> dict[str, object]:
    if not isinstance(block, Table):
        return {**asdict(block), "text": printable(block.text), "kind": "paragraph"}
    table = with_ordinals(block)
    numbers = [any(isinstance(row[place], int) for row in table.rows) for place in range(len(table.columns))]
    return {
        "kind": "table",
        "size": table_size(table, line_mm),
        "caption": printable(table.caption),
        "widths": [column.width for column in table.columns],
        "align": [
            "right" if number and column.align == "left" else column.align
            for column, number in zip(table.columns, numbers, strict=True)
        ],
        "spans": [[printable(text), first, wide] for text, first, wide in heading_spans(table.columns)],
        "groups": [column.group for column in table.columns],
        "titles": [printable(column.title) for column in table.columns],
        "rows": [[cell_text(cell) for cell in row] for row in table.rows],
        "total": None if table.total is None else [cell_text(cell) for cell in table.total],
    }
