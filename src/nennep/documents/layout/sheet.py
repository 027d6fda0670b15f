"""Papers as sheets (.xlsx): what is typed is written as text, so that nothing in it is ever run."""

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from nennep.documents.layout.paper import (
    DRAFT,
    MOTTO,
    NATION,
    PARTY,
    RECIPIENTS,
    Cell,
    Paper,
    Paragraph,
    Table,
    cell_text,
    heading_spans,
    printable,
    with_ordinals,
)
from nennep.documents.models import Layout

FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "vcenter"}
LINE_HEIGHT = 16  # points
MM_A_CHARACTER = 2.0


def to_xlsx(paper: Paper) -> bytes:
    """Return the paper as the bytes of an .xlsx file: its heading, its title, then its blocks one below the other."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        _Printer(book, paper).run()
    return out.getvalue()


class _Printer:
    """Keeps the line at which the next part begins."""

    def __init__(self, book: Workbook, paper: Paper) -> None:
        self.book, self.paper = book, paper
        self.sheet = book.add_worksheet("Văn bản")
        self.looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        columns = max((with_ordinals(one).columns for one in paper.blocks if isinstance(one, Table)), key=len, default=())
        self.widths = [max(6.0, column.width / MM_A_CHARACTER) for column in columns] or [20.0] * 4
        self.last = max(len(self.widths) - 1, 1)
        self.half = max((self.last + 1) * 2 // 5, 1)
        self.line = 0

    def run(self) -> None:
        self._page()
        self._heading()
        for text in (DRAFT if self.paper.draft else "", self.paper.title.upper(), self.paper.abstract):
            self._across(text, {"bold": True, "align": "center"})
        self.line += 1
        for block in self.paper.blocks:
            if isinstance(block, Paragraph):
                self._across(block.text, {"bold": block.bold, "italic": block.italic, "align": block.align})
            else:
                self._table(with_ordinals(block))
        self._foot()

    def _look(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format({**FONT, **wanted})
        return self.looks[key]

    def _page(self) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
        self.sheet.fit_to_pages(1, 0)
        if self.paper.landscape:
            self.sheet.set_landscape()
        self.sheet.set_footer("&C&P")
        for position, width in enumerate(self.widths):
            self.sheet.set_column(position, position, width)

    def _heading(self) -> None:
        paper = self.paper
        right = [NATION, MOTTO, paper.date_line] if paper.layout == Layout.STATE else [PARTY, paper.date_line]
        left = [paper.superior.upper(), paper.body.upper(), paper.number_line]
        for number, (one, other) in enumerate(zip_longest([text for text in left if text], right, fillvalue="")):
            self._merge(0, self.half - 1, one, {"align": "center", "bold": one == paper.body.upper()})
            self._merge(self.half, self.last, other, {"align": "center", "bold": number == 0 or other == MOTTO})
            self.line += 1
        self.line += 1

    def _merge(self, first: int, last: int, text: str, look: dict[str, object]) -> None:
        if first < last:
            self.sheet.merge_range(self.line, first, self.line, last, "", self._look(**look))
        self.sheet.write_string(self.line, first, printable(text), self._look(**look))

    def _across(self, text: str, look: dict[str, object]) -> None:
        if not text:
            return
        lines = 1 + int(len(text) / sum(self.widths))
        self.sheet.set_row(self.line, LINE_HEIGHT * lines)
        self._merge(0, self.last, text, look)
        self.line += 1

    def _table(self, table: Table) -> None:
        self._across(table.caption, {"bold": True})
        grouped = any(column.group for column in table.columns)
        look = self._look(bold=True, align="center", border=1)
        for text, first, wide in heading_spans(table.columns):
            last_line = self.line + (1 if grouped and not table.columns[first].group else 0)
            if wide > 1 or last_line > self.line:
                self.sheet.merge_range(self.line, first, last_line, first + wide - 1, "", look)
            self.sheet.write_string(self.line, first, text, look)
        self._tall(["" if column.group else column.title for column in table.columns])
        if grouped:
            self.line += 1
            self._tall([column.title if column.group else "" for column in table.columns])
            for position, column in enumerate(table.columns):
                if column.group:
                    self.sheet.write_string(self.line, position, column.title, look)
        self.line += 1
        aligns = ["left" if column.align == "justify" else column.align for column in table.columns]
        for row in table.rows:
            self._row(row, aligns, {"border": 1})
        if table.total is not None:
            self._row(table.total, aligns, {"border": 1, "bold": True})
        self.line += 1

    def _row(self, values: Sequence[Cell], aligns: Sequence[str], look: dict[str, object]) -> None:
        self._tall([cell_text(value) for value in values])
        for position, (value, align) in enumerate(zip(values, aligns, strict=True)):
            if isinstance(value, int):
                self.sheet.write_number(
                    self.line, position, value, self._look(**look, align="right" if align == "left" else align, num_format="#,##0")
                )
            else:
                self.sheet.write_string(self.line, position, cell_text(value), self._look(**look, align=align))
        self.line += 1

    def _tall(self, texts: Sequence[str]) -> None:
        """Make the line tall enough for its longest text: not every program does so by itself."""
        lines = max(ceil(len(text) / (width * 0.95)) for text, width in zip(texts, self.widths, strict=False))
        self.sheet.set_row(self.line, LINE_HEIGHT * max(lines, 1))

    def _foot(self) -> None:
        signature = self.paper.signature
        recipients = [RECIPIENTS, *(f"- {name}" for name in self.paper.recipients)] if self.paper.recipients else []
        signed = [*signature.lines, "", "", "", signature.name] if signature else []
        for one, other in zip_longest(recipients, signed, fillvalue=""):
            self._merge(0, self.half - 1, one, {"align": "left"})
            self._merge(self.half, self.last, other, {"align": "center", "bold": True})
            self.line += 1
