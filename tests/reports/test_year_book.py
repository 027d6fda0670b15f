"""From the sheets of a year book to the report: what the program prints is what a reader of the sheets counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from nennep.operations import setting_up
from nennep.organizations.models import Unit
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from tests.reports.written import Book

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def catalog(db: None) -> None:
    """Programs and kinds of units, as `nennep setup` leaves them."""
    setting_up.load_catalogs()


def write(book: Book, path: Path, *, without: str = "") -> Path:
    sheets = [
        OutSheet(name, [OutColumn(title) for title in rows[0]], [list(row.values()) for row in rows])
        for name, rows in book.sheets().items()
        if rows and name != without
    ]
    write_xlsx(path, sheets)
    return path


def printed(unit: str, first: int, last: int) -> dict[str, Any]:
    scope = Scope(Unit.objects.select_related("kind").get(code=unit), Span(first, last))
    answer = annual_report(scope).as_json()
    return answer | {"training_by_title": {line["title"].lower(): line["sent"] for line in answer["training_by_title"]}}


@pytest.mark.parametrize("seed", range(3))
def test_units_and_spans_of_an_unseen_book(catalog: None, tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    book = Book(seed)
    call_command("import_workbook", str(write(book, tmp_path / "book.xlsx")))
    for unit in [row["Mã đơn vị"] for row in book.units]:
        for span in ((2021, 2021), (2019, 2022), (2015, 2015)):
            assert printed(unit, *span) == book.report(unit, *span), (unit, span)


@pytest.mark.parametrize("missing", ["Chỉ tiêu", "Học viên", "Tham gia", "Khen thưởng"])
def test_a_sheet_may_be_missing(catalog: None, tmp_path: Path, missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = Book(7)
    call_command("import_workbook", str(write(book, tmp_path / "book.xlsx", without=missing)))
    attribute = {"Chỉ tiêu": "quotas", "Học viên": "trainees", "Tham gia": "attended", "Khen thưởng": "praise"}[missing]
    setattr(book, attribute, [])
    for unit in ("T", "T-A", "T-B-1"):
        assert printed(unit, 2019, 2022) == book.report(unit, 2019, 2022)


def test_the_year_of_the_first_account(catalog: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_workbook", str(EXAMPLES / "quynh-xuan-2021.xlsx"))
    capsys.readouterr()
    for _ in range(2):  # the second import changes nothing
        call_command("annual_report", "--unit", "QX", "--year", "2021", "--format", "json")
        expected = json.loads((EXAMPLES / "quynh-xuan-2021.expected.json").read_text(encoding="utf-8"))
        assert json.loads(capsys.readouterr().out) == expected
        call_command("import_workbook", str(EXAMPLES / "quynh-xuan-2021.xlsx"))
        capsys.readouterr()
