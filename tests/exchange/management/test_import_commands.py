"""The import commands as they are called: files, statuses, what they print."""

import json
from pathlib import Path

import openpyxl
import pytest
import xlwt
from django.conf import settings

from nennep.__main__ import run
from nennep.audit.models import Entry
from nennep.exchange.models import ImportBatch
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.programs import catalog as programs
from tests.exchange.sheets import HEADER
from tests.exchange.year_book import EXAMPLE, PEOPLE, UNITS
from tests.factories import organizations as org
from tests.spreadsheets.broken import BROKEN, ODD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def commune() -> Unit:
    return org.unit("XM", kind="commune", name="Đảng ủy xã Mẫu")


def save(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
            for cell in page[page.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # text that begins like a formula stays text
    made.save(path)
    return path


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize("kind", sorted(BROKEN | ODD))
def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(
    kind: str, tmp_path: Path, commune: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    path = (BROKEN | ODD)[kind](tmp_path)
    for arguments in (["import_roster", path, "--unit", "XM"], ["import_workbook", path, "--format", "json"]):
        status, out, err = command(capsys, *arguments)
        assert (status, out) == (2, ""), kind
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
        assert len(err.strip()) > 15
    assert [model.objects.count() for model in (ImportBatch, Entry, Person)] == [0, 0, 0]


def test_rows_left_are_listed_mended_and_sent_in_again(tmp_path: Path, commune: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(
        tmp_path / "ds.xlsx",
        DS=[
            ["DANH SÁCH ĐẢNG VIÊN"],
            HEADER,
            ["I", "Chi bộ 1"],
            [1, "Nguyễn Văn An", "15/08/2031", "Nam", "12/05/2004", "12/05/2005", "Bí thư chi bộ", "TC"],
            [2, "Lê Văn Bình", "12/03/1980", "Nam"],
            [3, "=HYPERLINK(1)", "12/03/1980", "Nam"],
        ],
    )
    status, out, _ = command(capsys, "import_roster", path, "--unit", "xm", "--create-units", "--format", "json")
    told = json.loads(out)
    assert (status, told["summary"]) == (1, {"created": 1, "updated": 0, "unchanged": 0, "rejected": 2})
    assert told["rows"][0]["reasons"] == [{"code": "birth_in_future", "text": "Ngày sinh ở tương lai: 15/08/2031"}]
    assert told["file"] == str(path)
    mended = openpyxl.load_workbook(told["rejected_file"])
    page = mended.active
    titles = [cell.value for cell in page[1]]
    assert page.cell(2, titles.index("Lý do không nhận") + 1).value == "Ngày sinh ở tương lai: 15/08/2031"
    assert page.cell(3, titles.index("Họ và tên") + 1).data_type == "s"
    page.cell(2, titles.index("Ngày sinh") + 1).value = "15/08/1981"
    page.cell(3, titles.index("Họ và tên") + 1).value = "Lê Văn Cường"
    mended.save(tmp_path / "mended.xlsx")
    status, out, _ = command(capsys, "import_roster", tmp_path / "mended.xlsx", "--unit", "XM", "--format", "json")
    told = json.loads(out)
    assert (status, told["summary"]["created"], told["rejected_file"], told["ignored"]) == (0, 2, None, [])
    assert told["rows"][0]["person"] == {
        "full_name": "Nguyễn Văn An", "sex": "Nam", "birth": "1981-08-15", "admitted": "2004-05-12", "official": "2005-05-12",
        "post": "Bí thư chi bộ", "theory_level": "TC", "unit": "XM-01", "unit_name": "Chi bộ 1",
    }  # fmt: skip


def test_a_year_book_s_rows_are_mended_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programs.load()
    org.unit("Z", kind="commune")
    bad = [*PEOPLE[:2], [*PEOPLE[2][:5], "K7", *PEOPLE[2][6:]]]
    path = save(tmp_path / "so.xlsx", **{"Tổ chức": UNITS, "Nhân sự": bad})
    status, out, _ = command(capsys, "import_workbook", path, "--format", "json")
    told = json.loads(out)
    assert (status, told["summary"]["created"], told["summary"]["rejected"]) == (1, 4, 1)
    mended = openpyxl.load_workbook(told["rejected_file"])
    page = mended["Nhân sự"]
    titles = [cell.value for cell in page[1]]
    page.cell(2, titles.index("Mã đơn vị") + 1).value = "K1"
    mended.save(tmp_path / "mended.xlsx")
    status, out, _ = command(capsys, "import_workbook", tmp_path / "mended.xlsx", "--format", "json")
    told = json.loads(out)
    assert (status, told["summary"], told["ignored"]) == (0, {"created": 1, "updated": 0, "unchanged": 0, "rejected": 0}, [])


def test_the_example_by_command_twice_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    programs.load()
    org.unit("Z", kind="commune")
    status, out, _ = command(capsys, "import_workbook", EXAMPLE, "--dry-run")
    assert (status, Unit.objects.count()) == (0, 1)
    status, out, _ = command(capsys, "import_workbook", EXAMPLE)
    assert status == 0
    assert "1775" in out.splitlines()[-1]
    status, out, _ = command(capsys, "import_workbook", EXAMPLE, "--format", "json")
    assert (status, json.loads(out)["summary"]["unchanged"]) == (0, 1775)
    assert command(capsys, "undo_import", ImportBatch.objects.order_by("pk")[0].pk)[0] == 0
    assert Unit.objects.count() == 1
    status, out, err = command(capsys, "undo_import", ImportBatch.objects.order_by("pk")[0].pk)
    assert (status, out, len(err.strip().splitlines())) == (2, "", 1)


def test_a_refused_sheet_is_part_done_unless_nothing_else_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    org.unit("Z", kind="commune")
    refused: list[list[object]] = [["Mã người", "Họ và tên", "Mã đơn vị"], ["A1", "Nguyễn Văn An", "K1"]]
    status, out, err = command(capsys, "import_workbook", save(tmp_path / "1.xlsx", **{"Tổ chức": UNITS, "Nhân sự": refused}))
    assert status == 1
    assert "Diện" in err
    assert Unit.objects.filter(code="K1").exists()
    status, out, err = command(capsys, "import_workbook", save(tmp_path / "2.xlsx", **{"Nhân sự": refused}))
    assert (status, out) == (2, "")
    assert "Diện" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["import_roster", EXAMPLE, "--unit", "XX"],
        ["import_roster", EXAMPLE],
        ["import_roster", "no such file.xlsx", "--unit", "XM"],
        ["import_workbook", EXAMPLE, "--format", "csv"],
        ["undo_import", "4711"],
        ["undo_import", "twelve"],
    ],
)
def test_bad_arguments_do_nothing(arguments: list[object], commune: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = command(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
    assert not ImportBatch.objects.exists()


def test_a_roster_from_excel_97(tmp_path: Path, commune: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    made = xlwt.Workbook()
    page = made.add_sheet("DS")
    for index, row in enumerate([["DANH SÁCH"], HEADER, [1, "Nguyễn Văn An", "1985", "Nam"]]):
        for column, value in enumerate(row):
            page.write(index, column, value)
    made.save(str(tmp_path / "ds.xls"))
    assert command(capsys, "import_roster", tmp_path / "ds.xls", "--unit", "XM")[0] == 0
    assert Person.objects.get().born_precision == "y"


def test_a_roster_from_separated_values(tmp_path: Path, commune: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ds.csv"
    path.write_text("STT;Họ và tên;Ngày sinh;Nữ\n1;NGUYỄN THỊ AN;3/1985;x\n", encoding="utf-8-sig")
    assert command(capsys, "import_roster", path, "--unit", "XM")[0] == 0
    assert (Person.objects.get().full_name, Person.objects.get().sex) == ("Nguyễn Thị An", "F")


def test_the_rows_left_lie_where_only_the_operator_reads_them(
    tmp_path: Path, commune: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(tmp_path / "ds.xlsx", DS=[HEADER, [1, "Nguyễn Văn An", "31/02/1980"]])
    _, out, _ = command(capsys, "import_roster", path, "--unit", "XM", "--format", "json")
    left = Path(json.loads(out)["rejected_file"])
    assert left.is_relative_to(settings.DATA)
    assert left.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import_roster"], "Lệnh còn thiếu: FILE, --unit."),
        (["import_roster", "a.xlsx", "--unit"], "Thiếu giá trị sau --unit."),
        (["import_workbook", "a.xlsx", "--nhanh"], "Lệnh không hiểu: --nhanh."),
        (["import_workbook", "a.xlsx", "--format", "pdf"], "--format không nhận 'pdf'; chọn một trong 'text', 'json'."),
        (["undo_import", "ba"], "BATCH không nhận 'ba'."),
        (["serve", "--bind", "đâu đó"], "--bind không nhận 'đâu đó'."),
    ],
)
def test_wrong_arguments_are_told_in_the_language_in_use(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(capsys, *arguments) == (2, "", f"{told}\n")
