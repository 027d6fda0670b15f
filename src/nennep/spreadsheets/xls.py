"""What the parser of values does not tell about an .xls file: which of its dates show no day."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import xlrd

from nennep.spreadsheets.styles import shown_part

_LARGEST = 4 * 2**20  # bytes; a larger one is no list that somebody typed, and would be read for seconds


def partial_dates(path: str) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Yield each sheet's name and, for its dates without a day by 0-based (row, column), what they show: 'm' or 'y'.

    Nothing of a file that xlrd cannot read: its dates stay whole.
    """
    if Path(path).stat().st_size > _LARGEST:
        return
    doubts = StringIO()  # else they are printed where the frames go
    try:
        book = xlrd.open_workbook(path, formatting_info=True, ragged_rows=True, logfile=doubts)
    except Exception:  # noqa: BLE001 - a damaged file makes it raise anything
        return
    shapes = {key: shape for key, about in book.format_map.items() if (shape := shown_part(about.format_str or ""))}
    shown = {number: shapes[style.format_key] for number, style in enumerate(book.xf_list) if style.format_key in shapes}
    for sheet in book.sheets() if shown else ():
        cells = ((row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))
        dates = {cell: sheet.cell_xf_index(*cell) for cell in cells if sheet.cell_type(*cell) == xlrd.XL_CELL_DATE}
        yield sheet.name, {cell: shown[style] for cell, style in dates.items() if style in shown}
