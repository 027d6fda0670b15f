"""The sheets of classes and trainees."""

from datetime import date
from decimal import Decimal

import pytest

from nennep.classes.models import ClassState, Enrollment, Result, Support, TrainingClass
from nennep.obligations.models import Progress
from nennep.records.models import Certificate, Completion
from tests.exchange.year_book import CLASSES, TRAINEES, only, outcomes, reasons, row, take, whole
from tests.factories import organizations as org

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def test_classes_trainees_papers_and_support() -> None:
    center = org.unit("TTCT", kind="political_center", name="Trung tâm Chính trị")
    imported = take(whole())
    assert outcomes(imported, "Lớp") == ["created", "created"]
    assert outcomes(imported, "Học viên") == ["created"] * 3
    tc, nt = TrainingClass.objects.get(code="TC21"), TrainingClass.objects.get(code="NT21")
    assert (tc.state, tc.form, tc.provider, tc.provider_name, tc.partner_name) == (
        ClassState.CLOSED,
        "part_time",
        None,
        "Trường Chính trị tỉnh",
        "Thị ủy",
    )
    assert (nt.provider, nt.name, nt.rule_set.validity_months if nt.rule_set else None) == (
        center,
        "Bồi dưỡng nhận thức về Đảng NT21",
        60,
    )
    good = Enrollment.objects.get(person__code="A1")
    assert (good.mark, good.classification, good.classification_label, good.absent_excused, good.absent_unexcused, good.title_key) == (
        Decimal("8.25"), "gioi", "Giỏi", 2, 1, "bithuchibo",
    )  # fmt: skip
    assert Enrollment.objects.get(person__code="A4").result == Result.DROPPED
    assert list(Support.objects.values_list("amount", "source")) == [(1500000, "Ngân sách")]
    done = Completion.objects.order_by("program__code").values_list(
        "person__code", "program__code", "completed_on", "source", "valid_until"
    )
    assert list(done) == [
        ("A3", "NTVD", date(2021, 4, 16), "class:NT21", date(2026, 4, 20)),
        ("A1", "TC", date(2021, 12, 20), "class:TC21", None),
    ]
    paper = Certificate.objects.get()
    assert (paper.number, paper.issuer, paper.issued_on, paper.holder_name, paper.holder_born) == (
        "NT-1",
        center,
        date(2021, 4, 20),
        "Lê Văn Cường",
        "2000",
    )
    assert Progress.objects.filter(source="class:TC21", state="in_class", ends_on=date(2021, 12, 20)).count() == 2


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"Mã lớp": "XX"}, ["class_unknown"]),
        ({"Mã người": "XX"}, ["person_code_unknown"]),
        ({"Đơn vị cử": "XX"}, ["unit_code_unknown"]),
        ({"Kết quả": "xong"}, ["word_unknown"]),
        ({"Vắng có phép": 90, "Vắng không phép": 7}, ["absent_too_often"]),
        ({"Vắng có phép": -1}, ["number_out_of_range"]),
        ({"Điểm": 10.5}, ["mark_out_of_range"]),
        ({"Điểm": "tám"}, ["not_a_number"]),
        ({"Hỗ trợ": "nhiều"}, ["not_a_number"]),
        ({"Hỗ trợ": -5}, ["number_out_of_range"]),
        ({"Ngày cấp": "1/1/2020"}, ["issued_before_opening"]),
        ({"Ngày cấp": "1/1/2030"}, ["day_in_future"]),
    ],
)
def test_trainees_that_cannot_be(cells: dict[str, object], codes: list[str]) -> None:
    header = TRAINEES[0]
    bad = [cells.get(str(title), value) for title, value in zip(header, TRAINEES[1], strict=True)]
    imported = take(whole(**{"Học viên": [header, bad]}))
    assert reasons(imported, "Học viên") == [codes]
    assert row(imported, "Học viên", 2).outcome == "rejected"
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"Bế giảng": "1/1/2021"}, ["closes_before_opening"]),
        ({"Số buổi": 0}, ["number_out_of_range"]),
        ({"Số buổi": None}, ["value_missing"]),
        ({"Khai giảng": "30/02/2021"}, ["no_such_day"]),
        ({"Mã chương trình": "YY"}, ["program_unknown"]),
        ({"Hình thức": "buổi tối"}, ["word_unknown"]),
    ],
)
def test_classes_that_cannot_be_take_their_trainees_with_them(cells: dict[str, object], codes: list[str]) -> None:
    header = CLASSES[0]
    bad = [cells.get(str(title), value) for title, value in zip(header, CLASSES[1], strict=True)]
    imported = take(whole(**{"Lớp": [header, bad], "Học viên": TRAINEES[:2]}))
    assert reasons(imported, "Lớp") == [codes]
    assert reasons(imported, "Học viên") == [["class_unknown"]]


def test_results_that_change_take_their_completions_along() -> None:
    take(whole())
    header = TRAINEES[0]
    imported = take(
        only(
            **{
                "Học viên": [
                    header,
                    ["TC21", "A1", "P", "Bí thư chi bộ", "không hoàn thành", 2, 1, "4", None, None, None, 2000000, "Ngân sách"],
                    ["NT21", "A3", "K2", None, "Hoàn thành", 0, 0, None, "giỏi", "NT-7", "20/04/2021"],
                    ["TC21", "A4", "P", None, "hoàn thành"],
                ]
            }
        )
    )
    assert outcomes(imported, "Học viên") == ["updated"] * 3
    assert "completion_taken_back" in reasons(imported, "Học viên")[0]
    assert set(Completion.objects.values_list("person__code", "classification")) == {("A3", "gioi"), ("A4", "")}
    assert Certificate.objects.get().number == "NT-7"
    assert Support.objects.get().amount == 2000000
