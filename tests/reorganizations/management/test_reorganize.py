"""`nennep reorganize`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from nennep.organizations.models import Unit
from nennep.reorganizations.models import Reorganization, State
from nennep.reorganizations.reading import COLUMNS, SHEET
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from tests.factories.reorganizations import Wards, everything, wards

pytestmark = pytest.mark.django_db
TITLES = [titles[0] for titles in COLUMNS.values()]


@pytest.fixture
def made() -> Wards:
    return wards()


def sheet(path: Path, *rows: tuple[object, ...], top: tuple[tuple[object, ...], ...] = ()) -> Path:
    if not top:
        write_xlsx(path, [OutSheet(SHEET, [OutColumn(title) for title in TITLES], rows)])
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in (*top, TITLES, *rows)), encoding="utf-8")
    return path


def run(*args: object, **options: object) -> tuple[str, str, int]:
    out, err = StringIO(), StringIO()
    try:
        call_command("reorganize", *args, stdout=out, stderr=err, **options)
    except SystemExit as stopped:
        return out.getvalue(), err.getvalue(), int(stopped.code or 0)
    return out.getvalue(), err.getvalue(), 0


def test_day_and_decision_may_stand_above_the_table(tmp_path: Path, made: Wards) -> None:
    top = (("Quyết định: 45-QĐ/TU",), ("Ngày hiệu lực: 01/03/2026",))
    path = sheet(tmp_path / "plan.csv", ("Đổi tên", made.a.code, "", "Tên mới", "", "", ""), top=top)
    _, _, status = run(path)
    plan = Reorganization.objects.get()
    assert (status, plan.decision, plan.effective_on.isoformat(), plan.state) == (0, "45-QĐ/TU", "2026-03-01", State.APPLIED)


def test_twice_is_once(tmp_path: Path, made: Wards) -> None:
    path = sheet(tmp_path / "plan.xlsx", ("Sáp nhập", made.a.code, "PB"))
    run(path, format="json")
    after = everything()
    out, _, status = run(path, format="json")
    assert (json.loads(out)["unchanged"], status) == (True, 0)
    assert everything() == after


def test_a_trial_writes_nothing(tmp_path: Path, made: Wards) -> None:
    before = everything()
    out, _, status = run(sheet(tmp_path / "plan.xlsx", ("Sáp nhập", made.a.code, "PB")), dry_run=True)
    assert status == 0
    assert "chưa ghi gì" in out
    assert everything() == before
    assert not Reorganization.objects.exists()


def test_one_wrong_line_and_nothing_is_done(tmp_path: Path, made: Wards) -> None:
    rows = [("Đổi tên", made.a.code, "", "Tên khác"), ("Sáp nhập", "KHÔNG CÓ", "PB"), ("Bay lên", "PB")]
    path = sheet(tmp_path / "plan.xlsx", *rows)
    out, err, status = run(path)
    assert status == 2
    assert ["dòng 3" in out, "dòng 4" in out] == [True, True]
    assert len(err.strip().splitlines()) == 1
    assert Unit.objects.get(pk=made.a.pk).name == made.a.name


def test_a_file_without_a_plan_is_refused_in_one_sentence(tmp_path: Path, made: Wards) -> None:
    (tmp_path / "x.csv").write_text("Họ và tên;Ngày sinh\nA;1/1/2000\n", encoding="utf-8")
    with pytest.raises(Exception, match="plan_without_header"):
        run(tmp_path / "x.csv")
    with pytest.raises(CommandError):
        run()
    assert made.a.pk
