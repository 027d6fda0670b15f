"""Reading workbooks (.xlsx, .xlsb, .xls, .ods) in the reading process."""

import threading
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from nennep.spreadsheets import parts
from nennep.spreadsheets.frames import SheetSender, send
from nennep.spreadsheets.kind import refuse

_SUFFIXES = {"xlsx": (".xlsx", ".xlsm"), "xlsb": (".xlsb",), "xls": (".xls",), "ods": (".ods",)}


def _open(kind: str, path: Path) -> CalamineWorkbook:
    """Open by suffix where it tells the truth: the parser, when it must guess, hides what is wrong."""
    if path.suffix.lower() in _SUFFIXES[kind]:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def send_workbook(kind: str, request: dict[str, Any]) -> None:
    """Send the sheets of a workbook, then what was found about their cells."""
    path = request["path"]
    if kind == "xlsx":
        parts.check_extents(path, request["extent"], thorough=request["explain"])
    if request["explain"]:
        return
    book = _open(kind, Path(path))
    sheets = [(place, about) for place, about in enumerate(book.sheets_metadata) if about.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        refuse("no_sheet")
    if len(sheets) > request["sheets"]:
        refuse("too_many_sheets", limit=request["sheets"])
    found: list[parts.Scan] = []
    names = [about.name for about in book.sheets_metadata]
    scan = threading.Thread(target=lambda: found.append(parts.scan(kind, path, names)), daemon=True)
    scan.start()
    send("book", kind)
    sender = SheetSender(request)
    for place, about in sheets:
        sheet = book.get_sheet_by_index(place)
        scan.join()  # it ran beside the parser, which is slower
        sender.plain = found[0].plain
        sender.send(
            about.name,
            sheet.iter_rows() if sheet.start else (),
            left=sheet.start[1] if sheet.start else 0,
            hidden=about.visible != SheetVisibleEnum.Visible,
            merged=sheet.merged_cell_ranges or (),
        )
    numbers = {place: number for number, (place, _) in enumerate(sheets)} | {-1: -1}
    for finding in found[0].findings:
        if finding.sheet in numbers:
            send("finding", *finding._replace(sheet=numbers[finding.sheet]))
