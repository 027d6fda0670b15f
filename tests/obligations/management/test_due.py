"""`nennep due`: the document of FORMATS.md section 5, and what it says when it can do nothing."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from nennep.__main__ import run
from nennep.core.errors import Refused
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.models import Unit
from nennep.people.models import Standing
from tests.factories.obligations import completion, requirement
from tests.factories.organizations import put_below, unit
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Unit:
    requirement()
    ward = unit("QX", kind="ward", name="Đảng ủy phường Quỳnh Xuân")
    cell = unit("QX-K06", parent=ward)
    for code, name, admitted in (("QX00301", "Ma Minh Dũng", 8), ("QX00299", "Lê Ngọc Hòa", 6), ("QX00298", "Trần Ngọc Kiên", 5)):
        day = date(2021, admitted, 10)
        made = person(cell, code=code, full_name=name, standing=Standing.PROBATIONARY, admitted_on=day, starts_on=day)
        if code == "QX00298":
            completion(made, "DVM", date(2021, 7, 9))
    person(cell, code="QX00330", full_name="Nguyễn Bích Yến", standing=Standing.NON_MEMBER)
    return ward


def due(*options: str) -> dict[str, object]:
    out = StringIO()
    call_command("due", "--unit", "qx", "--as-of", "2021-12-31", "--format", "json", *options, stdout=out)
    document: dict[str, object] = json.loads(out.getvalue())
    return document


def test_the_document(ward: Unit) -> None:
    document = due()
    assert (document["unit"], document["as_of"]) == ({"code": "QX", "name": "Đảng ủy phường Quỳnh Xuân"}, "2021-12-31")
    lines = document["lines"]
    assert isinstance(lines, list)
    assert [line["person"]["code"] for line in lines] == ["QX00299", "QX00301", "QX00330"]
    assert lines[0] == {
        "person": {"code": "QX00299", "full_name": "Lê Ngọc Hòa", "unit": "QX-K06"},
        "requirement": "new_member_class",
        "program": "DVM",
        "due": "2022-06-10",
        "state": "open",
        "overdue": False,
        "reason": "Kết nạp ngày 10/06/2021, hết dự bị 10/06/2022",
        "basis": "Quy định 294-QĐ/TW, 26/05/2025; Hướng dẫn 06-HD/TW, 09/06/2025 (chưa đối chiếu văn bản)",
    }
    assert lines[-1]["due"] is None


def test_done_lines_on_request(ward: Unit) -> None:
    lines = due("--all")["lines"]
    assert isinstance(lines, list)
    assert (lines[0]["person"]["code"], lines[0]["state"]) == ("QX00298", "done")


def test_a_cell_that_went_elsewhere_counts_where_it_stood_on_the_day_when_that_is_asked(ward: Unit) -> None:
    put_below(Unit.objects.get(code="QX-K06"), unit("HM", kind="ward"), date(2022, 7, 1))
    assert due()["lines"] == []
    assert len(due("--tree", "then")["lines"]) == 3  # type: ignore[arg-type]  # a list
    out = StringIO()
    call_command("due", "--unit", "QX", "--as-of", "2021-12-31", "--tree", "then", stdout=out)
    assert "theo cây tổ chức của ngày đó" in out.getvalue().splitlines()[0]


def test_text_and_a_workbook(ward: Unit, tmp_path: Path) -> None:
    out = StringIO()
    call_command("due", "--unit", "QX", "--as-of", "2021-12-31", stdout=out)
    assert "10/06/2022  Lê Ngọc Hòa" in out.getvalue()
    book = tmp_path / "due.xlsx"
    call_command("due", "--unit", "QX", "--as-of", "2021-12-31", "--format", "xlsx", "--output", str(book))
    rows = list(load_workbook(book).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["Họ và tên", "Lê Ngọc Hòa", "Ma Minh Dũng", "Nguyễn Bích Yến"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "KHONGCO", "--as-of", "2021-12-31"], "Không có đơn vị nào mang mã KHONGCO."),
        (["--unit", "QX", "--as-of", "31/12/2021"], "31/12/2021"),
        (["--unit", "QX", "--as-of", "2021-12-31", "--output", "/no/such/folder/x"], "/no/such/folder/x"),
        (["--unit", "QX"], "--as-of"),
        (["--unit", "QX", "--as-of", "2021-12-31", "--format", "pdf"], "pdf"),
    ],
)
def test_one_sentence_and_status_2(ward: Unit, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert run(["due", *arguments]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_far_days_are_days_too(ward: Unit, day: str) -> None:
    out = StringIO()
    call_command("due", "--unit", "QX", "--as-of", day, "--all", "--format", "json", stdout=out)
    assert json.loads(out.getvalue())["as_of"] == day


def test_a_unit_of_that_day_answers_for_its_code(ward: Unit) -> None:
    Unit.objects.filter(pk=ward.pk).update(dissolved_on=date(2025, 6, 30))
    add_units([NewUnit("QX", "Đảng ủy phường mới", "ward", None, date(2025, 7, 1))])
    document = due()
    assert document["unit"] == {"code": "QX", "name": "Đảng ủy phường Quỳnh Xuân"}


def test_a_refusal_is_data() -> None:
    with pytest.raises(Refused, match="due_no_unit"):
        call_command("due", "--unit", "X", "--as-of", "2021-12-31")
