"""Tables of Word papers."""

from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from nennep.documents.layout.paper import Column, Table, cell_text, heading_spans

MARGIN = 57  # twentieths of a point: 1 mm
Write = Callable[..., None]


def line_width(document: WordDocument) -> int:
    """Return the width between the margins, in EMU."""
    section = document.sections[0]
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def columns(document: WordDocument, width: int, shares: Sequence[float]) -> list[WordCell]:
    """Return the cells of a new row without borders, one a share of `width`."""
    table = document.add_table(rows=1, cols=len(shares))
    _narrow_margins(table)
    _fix_widths(table, width, shares)
    return list(table.rows[0].cells)


def add(document: WordDocument, table: Table, write: Write) -> None:
    """Add a ruled table: the heading returns on every page and never stands alone, no row is torn, totals stay with the last row."""
    if table.caption:
        caption = document.add_paragraph()
        caption.paragraph_format.space_before = Pt(8)
        caption.paragraph_format.keep_with_next = True
        write(caption, table.caption, bold=True, align="left", size=None)
    grouped = any(column.group for column in table.columns)
    word = document.add_table(rows=2 if grouped else 1, cols=len(table.columns))
    word.style = "Table Grid"
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    _head(word, table.columns, grouped, write)
    for row in table.rows:
        _fill(word.add_row(), table.columns, row, write)
    for row in word.rows[: 2 if grouped else 1]:
        _keep_with_next(row)
    if table.total is not None:
        _keep_with_next(word.rows[-1])
        _fill(word.add_row(), table.columns, table.total, write, bold=True)
    _narrow_margins(word)
    _fix_widths(word, line_width(document), [column.width for column in table.columns])


def _keep_with_next(row: WordRow) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _head(word: WordTable, heads: Sequence[Column], grouped: bool, write: Write) -> None:
    for row in word.rows:
        _mark(row, "w:cantSplit", "w:tblHeader")
    cells = [list(row.cells) for row in word.rows]
    for text, first, wide in heading_spans(heads):
        top = cells[0][first]
        if grouped and not heads[first].group:
            top = top.merge(cells[1][first])
        elif wide > 1:
            top = top.merge(cells[0][first + wide - 1])
        _cell(top, text, "center", write, bold=True)
    for position, column in enumerate(heads):
        if column.group:
            _cell(cells[1][position], column.title, "center", write, bold=True)


def _fill(row: WordRow, heads: Sequence[Column], values: Sequence[object], write: Write, *, bold: bool = False) -> None:
    _mark(row, "w:cantSplit")
    for cell, column, value in zip(row.cells, heads, values, strict=True):
        align = "right" if isinstance(value, int) and column.align == "left" else column.align
        _cell(cell, cell_text(value), align, write, bold=bold)  # type: ignore[arg-type]  # rows hold cells


def _cell(cell: WordCell, text: str, align: str, write: Write, *, bold: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(cell.paragraphs[0], text, align=align, bold=bold)


def _mark(row: WordRow, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no verb for these marks
    for name in names:
        properties.append(OxmlElement(name))


def _fix_widths(table: WordTable, width: int, shares: Sequence[float]) -> None:
    table.autofit = False
    whole = sum(shares)
    widths = [Emu(int(width * share / whole)) for share in shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row in table._tbl.tr_lst:  # noqa: SLF001 - asking each row for its cells is quadratic
        position = 0
        for cell in row.tc_lst:
            cell.width = Emu(sum(widths[position : position + cell.grid_span]))
            position += cell.grid_span


def _narrow_margins(table: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - the schema wants the margins before the look
    look.addprevious(margins)
