"""Taking in a year book as a whole: what stands on it, twice, in part, and by whom."""

import pytest

from nennep.attendance.models import AttendanceMark, Attendee
from nennep.audit.models import Entry
from nennep.campaigns.models import StudyEvent, StudyResult
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.core.actors import Role
from nennep.core.errors import Forbidden
from nennep.exchange.models import ImportBatch, ImportChange
from nennep.exchange.rules.book import read_year_book
from nennep.organizations.models import Unit
from nennep.people.models import Person, Post
from nennep.planning.models import QuotaAccount
from nennep.recognition.models import Commendation
from nennep.records.models import Certificate, Completion
from nennep.spreadsheets.read import read_book
from tests.exchange.sheets import TODAY
from tests.exchange.year_book import (
    EXAMPLE,
    PEOPLE,
    PRESENT,
    TRAINEES,
    UNITS,
    Rows,
    only,
    outcomes,
    reasons,
    take,
    whole,
)
from tests.factories import organizations as org

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def test_the_example_goes_in_whole_and_twice_changes_nothing() -> None:
    first = take(read_book(EXAMPLE))
    assert first.summary == {"created": 1775, "updated": 0, "unchanged": 0, "rejected": 0}
    counts = {
        Unit: 19, Person: 335, Post: 18, QuotaAccount: 18, TrainingClass: 7, Enrollment: 46, Completion: 46, StudyEvent: 8, Attendee: 1340,
        AttendanceMark: 1340, StudyResult: 1316, Commendation: 2, Certificate: 16, Support: 17,
    }  # fmt: skip
    assert {model: model.objects.count() for model in counts} == counts
    entries, changes = Entry.objects.count(), ImportChange.objects.count()
    again = take(read_book(EXAMPLE))
    assert again.summary == {"created": 0, "updated": 0, "unchanged": 1775, "rejected": 0}
    assert {model: model.objects.count() for model in counts} == counts
    assert (Entry.objects.count(), ImportChange.objects.count()) == (entries + 1, changes)


def test_sheets_may_be_missing_in_any_order_with_columns_moved_and_others_beside_them() -> None:
    people: Rows = [
        ["Ghi chú", "DIỆN", "Họ  và\ntên", "ma don vi", "MÃ NGƯỜI", "Sở thích"],
        ["x", "Chính Thức", "Nguyễn Văn An", "k1", "A1", "đọc"],
    ]
    imported = take(only(Khác=[["gì", "đó"]], **{"NHAN SU": people, "1. Tổ chức": UNITS}))
    assert imported.summary == {"created": 4, "updated": 0, "unchanged": 0, "rejected": 0}
    told = {sheet["sheet"]: sheet for sheet in imported.findings["sheets"]}
    assert sorted(told["NHAN SU"]["unknown"].values()) == ["Ghi chú", "Sở thích"]
    assert told["Khác"]["header"] is None


def test_titles_above_and_sums_below_are_no_rows() -> None:
    framed: Rows = [["TỔ CHỨC NĂM 2021"], [], *UNITS, [], ["Tổng cộng: 3 đơn vị"], ["Người lập biểu"]]
    assert take(only(**{"Tổ chức": framed})).summary == {"created": 3, "updated": 0, "unchanged": 0, "rejected": 0}


def test_a_sheet_without_its_starred_columns_is_refused_and_the_others_go_in() -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Nhân sự": [["Mã người", "Họ và tên", "Mã đơn vị"], ["A1", "Nguyễn Văn An", "K1"]]}))
    assert imported.summary["created"] == 3
    assert [(one.code, one.facts["value"]) for one in imported.problems] == [("columns_missing", "Diện")]


def test_a_trial_changes_nothing_and_says_the_same() -> None:
    trial = take(whole(), dry_run=True)
    assert (trial.batch_id, trial.summary["created"]) == (None, 21)
    assert not any(model.objects.exists() for model in (Unit, Person, TrainingClass, StudyEvent, ImportBatch))
    assert [verdict.outcome for verdict in take(whole()).verdicts] == [verdict.outcome for verdict in trial.verdicts]


def test_everything_done_leaves_its_line_in_the_log() -> None:
    take(whole())
    logged = Entry.objects.values_list("object_type", flat=True)
    counted = {label: list(logged).count(label) for label in set(logged)}
    assert counted == {
        "exchange.importbatch": 1, "organizations.unit": 3, "people.person": 4, "planning.quotaaccount": 3, "classes.trainingclass": 2,
        "classes.enrollment": 3, "records.completion": 2, "campaigns.studyevent": 1, "attendance.attendee": 3, "recognition.commendation": 2,
    }  # fmt: skip


def test_owner_colleague_and_stranger() -> None:
    take(only(**{"Tổ chức": UNITS}))
    ward = Unit.objects.get(code="P")
    other = org.unit("XK", kind="commune")
    for actor in (org.actor_with(Role.APPROVER, ward), org.actor_with(Role.ADMINISTRATOR, other)):
        with pytest.raises(Forbidden):
            take(only(**{"Nhân sự": PEOPLE}), actor=actor, unit=ward)
    with pytest.raises(Forbidden):
        take(only(**{"Nhân sự": PEOPLE}), actor=org.actor_with(Role.ADMINISTRATOR, ward))
    officer = org.actor_with(Role.OFFICER, ward)
    assert take(only(**{"Nhân sự": PEOPLE}), actor=officer, unit=ward).summary["created"] == 4


def test_a_book_reaches_no_further_than_the_unit_it_was_sent_for() -> None:
    take(whole())
    org.unit("XK", kind="commune")
    cell = Unit.objects.get(code="K2")
    officer = org.actor_with(Role.OFFICER, cell)
    imported = take(
        only(
            **{
                "Tổ chức": [
                    UNITS[0],
                    ["K9", "Chi bộ 9", "chi bộ", "K2"],
                    ["K2", "Tên khác", "chi bộ"],
                    ["XK", "Tên khác", "đảng ủy xã"],
                ],
                "Nhân sự": [
                    PEOPLE[0],
                    ["A1", "Nguyễn Văn An", None, None, None, "K2", "chính thức"],
                    ["A9", "Vũ Văn Xa", None, None, None, "XK", "chính thức"],
                ],
                "Học viên": [TRAINEES[0], ["TC21", "A1", "K2", None, "đang học"]],
            }
        ),
        actor=officer,
        unit=cell,
    )
    assert reasons(imported, "Tổ chức") == [["unit_out_of_reach"], ["changed", "unit_out_of_reach"], ["unit_out_of_reach"]]
    assert reasons(imported, "Nhân sự") == [["person_out_of_reach"], ["unit_code_unknown"]]
    assert reasons(imported, "Học viên") == [["person_code_unknown"]]


@pytest.mark.parametrize(
    "name", ["1. Học viên", "V - Học viên", "Biểu 3 - Học viên", "DS học viên", "Học viên năm 2021", "HỌC  VIÊN QUÝ II", "Sheet5"]
)
def test_a_sheet_is_known_by_its_name_with_numbers_and_times_or_by_its_columns(name: str) -> None:
    (part,) = read_year_book(only(**{name: TRAINEES}), TODAY)
    assert part.sheet is not None
    assert (part.sheet.key, len(part.rows)) == ("trainees", 3)


def test_a_copied_sheet_is_passed_over() -> None:
    assert read_year_book(only(**{"Học viên (2)": TRAINEES}), TODAY)[0].sheet is None


def test_a_part_may_stand_on_several_sheets() -> None:
    made = whole()
    made.sheets = [one for one in made.sheets if one.name != "Tham gia"]
    made.sheets += only(**{"Tham gia quý 1": PRESENT[:2], "Tham gia quý 2": [PRESENT[0], *PRESENT[2:], PRESENT[1]]}).sheets
    imported = take(made)
    assert outcomes(imported, "Tham gia quý 1") == ["created"]
    assert reasons(imported, "Tham gia quý 2") == [[], [], ["row_twice"]]


def test_headings_sums_and_signatures_between_the_rows_are_no_rows() -> None:
    rows = [
        TRAINEES[0],
        ["Lớp trung cấp"],
        *TRAINEES[1:],
        ["Tổng cộng", None, None, None, None, 7, 31],
        [None, "Người lập biểu"],
        ["Lê Thị Hoa"],
    ]
    assert outcomes(take(whole(**{"Học viên": rows})), "Học viên") == ["created"] * 3


def test_a_row_that_is_not_taken_does_not_stand_in_the_way_of_the_right_one() -> None:
    wrong: list[object] = ["TC21", "A1", "KHÔNG CÓ", None, "hoàn thành"]
    imported = take(whole(**{"Học viên": [TRAINEES[0], wrong, *TRAINEES[1:]]}))
    assert reasons(imported, "Học viên") == [["unit_code_unknown"], [], [], []]
