"""The rows that were not taken as a workbook with a reason column, ready to mend and send in again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import IO, Any

from nennep.exchange.models import BatchKind
from nennep.exchange.rules.roster_verdict import MEND_TITLES
from nennep.exchange.rules.roster_words import REASON_TITLE, ROW_TITLE
from nennep.exchange.wording import sentence
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx

ROSTER_SHEET = "Không nhận"
WIDTHS = {"Họ và tên": 26, REASON_TITLE: 60, "Chức vụ": 26, "Chi bộ": 26}
ALWAYS = ("name", "birth", "sex", "admitted", "official", "post", "level", "unit")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: where it stood, its cells, and the sentences of its reasons."""

    sheet: str
    number: int
    raw: Mapping[str, Any]
    reasons: Sequence[Mapping[str, Any]]

    @property
    def text(self) -> str:
        """The reasons as one text."""
        return "; ".join(sentence(one["code"], one["facts"]) for one in self.reasons if one["rejects"])


def write_mendable(target: str | PathLike[str] | IO[bytes], kind: str, rows: Sequence[Refused]) -> None:
    """Write the rows: a roster as one list, a year book sheet by sheet, each under titles that an import knows."""
    write_xlsx(target, _roster_sheets(rows) if kind == BatchKind.ROSTER else _book_sheets(rows))


def _roster_sheets(rows: Sequence[Refused]) -> Iterator[OutSheet]:
    present = {name for row in rows for name in row.raw}
    fields = [name for name in MEND_TITLES if name in present or name in ALWAYS]
    titles = ["STT", *(MEND_TITLES[name] for name in fields), ROW_TITLE, REASON_TITLE]
    body = [
        [number, *(row.raw.get(name, "") for name in fields), f"{row.sheet}!{row.number}", row.text]
        for number, row in enumerate(rows, 1)
    ]
    yield OutSheet(ROSTER_SHEET, _columns(titles), body)


def _book_sheets(rows: Sequence[Refused]) -> Iterator[OutSheet]:
    for sheet in dict.fromkeys(row.sheet for row in rows):
        those = [row for row in rows if row.sheet == sheet]
        titles = list(dict.fromkeys(title for row in those for title in row.raw))
        body = [[*(row.raw.get(title, "") for title in titles), row.number, row.text] for row in those]
        yield OutSheet(sheet, _columns([*titles, ROW_TITLE, REASON_TITLE]), body)


def _columns(titles: Sequence[str]) -> list[OutColumn]:
    return [OutColumn(title, WIDTHS.get(title, 16), "int" if title == "STT" else "text") for title in titles]
