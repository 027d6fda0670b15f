"""Papers as sheets (.xlsx): what is typed is written as text, so that nothing in it is ever run."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nennep.documents.layout.paper import (
    DRAFT,
    PARTY,
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


def to_xlsx(paper: Paper) -> bytes:
    """Return the paper as the bytes of an .xlsx file: heading, title, then its blocks one below the other."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Printer(book, paper).run()
    return out.getvalue()


class _Printer:
    """Keeps the line at which the next block begins."""

    def __init__(self, book: Workbook, paper: Paper) -> None:
        self.paper = paper
        self.tables = [with_ordinals(block) for block in paper.blocks if isinstance(block, Table)]
        self.wide = max((len(table.columns) for table in self.tables), default=4)
        self.sheet: Worksheet = book.add_worksheet("Danh sách" if self.tables else "Văn bản")
        self.plain: Format = book.add_format(FONT)
        self.head: Format = book.add_format({**FONT, "bold": True, "align": "center"})
        self.ruled_head: Format = book.add_format({**FONT, "bold": True, "align": "center", "border": 1})
        self.bold: Format = book.add_format({**FONT, "bold": True, "border": 1})
        self.ruled = {
            align: book.add_format({**FONT, "border": 1, "align": "left" if align == "justify" else align})
            for align in ("left", "center", "right", "justify")
        }
        self.line = 0

    def run(self) -> None:
        self._page()
        paper = self.paper
        for text in (paper.superior.upper(), paper.body.upper(), paper.number_line, paper.date_line):
            self._write(0, text, self.plain)
        if paper.layout == Layout.PARTY:
            self.sheet.write_string(0, max(self.wide - 2, 1), PARTY)
        for text in (DRAFT if paper.draft else "", paper.title.upper(), paper.abstract, ""):
            self._banner(text)
        for block in paper.blocks:
            if isinstance(block, Paragraph):
                self._write(0, printable(block.text), self.plain)
            else:
                self._table(with_ordinals(block))
        self._foot()

    def _page(self) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
        self.sheet.fit_to_pages(1, 0)
        if self.paper.landscape:
            self.sheet.set_landscape()
        self.sheet.set_footer("&C&P")
        for position, column in enumerate(self.tables[0].columns if self.tables else ()):
            self.sheet.set_column(position, position, max(6, column.width / 2))

    def _write(self, column: int, text: str, look: Format) -> None:
        if text:
            bare = look if column else None
            self.sheet.write_string(self.line, column, text, bare)
            self.line += 1

    def _banner(self, text: str) -> None:
        if text and self.wide > 1:
            self.sheet.merge_range(self.line, 0, self.line, self.wide - 1, "")
            self.sheet.write_string(self.line, 0, printable(text), self.head)
        self.line += 1

    def _table(self, table: Table) -> None:
        if table.caption:
            self._write(0, printable(table.caption), self.plain)
        grouped = any(column.group for column in table.columns)
        for text, first, wide in heading_spans(table.columns):
            last_line = self.line + (1 if grouped and not table.columns[first].group else 0)
            if wide > 1 or last_line > self.line:
                self.sheet.merge_range(self.line, first, last_line, first + wide - 1, "", self.ruled_head)
            self.sheet.write_string(self.line, first, text, self.ruled_head)
        if grouped:
            self.line += 1
            for position, column in enumerate(table.columns):
                if column.group:
                    self.sheet.write_string(self.line, position, column.title, self.ruled_head)
        self.line += 1
        for row in table.rows:
            looks = [self.ruled[column.align] for column in table.columns]
            self._row(row, looks)
        if table.total is not None:
            self._row(table.total, [self.bold] * len(table.columns))
        self.line += 1

    def _row(self, values: Sequence[Cell], looks: list[Format]) -> None:
        for position, (value, look) in enumerate(zip(values, looks, strict=True)):
            if isinstance(value, int):
                self.sheet.write_number(self.line, position, value, look)
            else:
                self.sheet.write_string(self.line, position, cell_text(value), look)
        self.line += 1

    def _foot(self) -> None:
        signature = self.paper.signature
        if signature:
            right = max(self.wide - 2, 1)
            for text in (*signature.lines, "", "", signature.name):
                self.sheet.write_string(self.line, right, printable(text))
                self.line += 1
