"""What the parser of values does not tell about an .xls file: the fonts of its texts, and which of its dates show no day."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import xlrd

from nennep.spreadsheets.styles import is_legacy, shown_part

_LARGEST = 4 * 2**20  # bytes; a larger one is no list that somebody typed, and would be read for seconds


class Looks(NamedTuple):
    """How the cells of a sheet look, by 0-based (row, column).

    `partial`: of the dates without a day what they show, 'm' or 'y'. `fonts`: of all texts, where the file has an old font.
    """

    sheet: str
    partial: dict[tuple[int, int], str]
    fonts: dict[tuple[int, int], str]


def looks(path: str) -> Iterator[Looks]:
    """Yield how each sheet looks; nothing of a file that xlrd cannot read: its dates stay whole."""
    if Path(path).stat().st_size > _LARGEST:
        return
    doubts = StringIO()  # else they are printed where the frames go
    try:
        book = xlrd.open_workbook(path, formatting_info=True, ragged_rows=True, logfile=doubts)
    except Exception:  # noqa: BLE001 - a damaged file makes it raise anything
        return
    shapes = {key: shape for key, about in book.format_map.items() if (shape := shown_part(about.format_str or ""))}
    shown = {number: shapes[style.format_key] for number, style in enumerate(book.xf_list) if style.format_key in shapes}
    fonts = [book.font_list[style.font_index].name for style in book.xf_list]
    legacy = any(map(is_legacy, fonts))
    for sheet in book.sheets() if shown or legacy else ():
        cells = [(row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row))]
        styles = {cell: sheet.cell_xf_index(*cell) for cell in cells}
        dates = (cell for cell in cells if sheet.cell_type(*cell) == xlrd.XL_CELL_DATE)
        texts = (cell for cell in cells if legacy and sheet.cell_type(*cell) == xlrd.XL_CELL_TEXT)
        partial = {cell: shown[styles[cell]] for cell in dates if styles[cell] in shown}
        yield Looks(sheet.name, partial, {cell: fonts[styles[cell]] for cell in texts})
