"""The command: what it prints, and its one sentence when it does nothing."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from nennep.core.errors import Refused
from nennep.core.sentences import sentence
from nennep.organizations.models import Unit
from tests.factories import organizations


@pytest.fixture
def ward(db: None) -> Unit:
    return organizations.unit("QX", kind="ward", name="Đảng ủy phường Mẫu")


def test_the_code_is_found_whatever_its_case(ward: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("annual_report", "--unit", "qx", "--year", "2021", "--format", "json")
    assert json.loads(capsys.readouterr().out)["unit"] == {"code": "QX", "name": "Đảng ủy phường Mẫu"}


def test_a_span_of_years_is_asked_from_to(ward: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("annual_report", "--unit", "QX", "--from", "2019", "--to", "2021", "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["from"], answer["to"]) == (2019, 2021)


def test_text_names_the_unit_and_its_figures(ward: Unit, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("annual_report", "--unit", "QX", "--year", "2021")
    assert capsys.readouterr().out.startswith("Đảng ủy phường Mẫu (QX) · 2021\n")


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")])
def test_the_report_is_written_to_the_file_named(ward: Unit, tmp_path: Path, kind: str, start: bytes) -> None:
    target = tmp_path / f"report.{kind}"
    call_command("annual_report", "--unit", "QX", "--year", "2021", "--format", kind, "--output", str(target))
    assert target.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--unit", "NO", "--year", "2021"], "no_such_unit"),
        (["--unit", "QX"], "year_or_span"),
        (["--unit", "QX", "--from", "2021"], "year_or_span"),
        (["--unit", "QX", "--year", "2021", "--to", "2022"], "year_or_span"),
        (["--unit", "QX", "--from", "2022", "--to", "2021"], "no_such_years"),
        (["--unit", "QX", "--year", "12"], "no_such_years"),
        (["--unit", "QX", "--year", "2021", "--output", "/no/such/folder/x.json"], "output_not_written"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(ward: Unit, arguments: list[str], reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        call_command("annual_report", *arguments)
    assert refusal.value.reason == reason
    assert "\n" not in sentence(refusal.value)
