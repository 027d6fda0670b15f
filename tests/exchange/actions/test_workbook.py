"""Taking in a year book."""

# size: one book, sheet by sheet; the builders of its rows stand once
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from nennep.attendance.models import AttendanceMark, Attendee
from nennep.audit.models import Entry
from nennep.campaigns.models import StudyEvent, StudyResult
from nennep.classes.models import ClassState, Enrollment, Result, Support, TrainingClass
from nennep.core.actors import Actor, Role, console
from nennep.core.errors import Forbidden
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.models import ImportBatch, ImportChange
from nennep.exchange.rules.book import read_year_book
from nennep.exchange.rules.verdict import Imported, Verdict
from nennep.obligations.models import Progress
from nennep.organizations import catalog as kinds
from nennep.organizations.models import Placement, Unit
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.planning.models import EntryKind, QuotaAccount, QuotaEntry
from nennep.planning.queries import quota
from nennep.programs import catalog as programs
from nennep.recognition.models import Commendation
from nennep.records.models import Certificate, Completion
from nennep.spreadsheets.book import Book
from nennep.spreadsheets.read import read_book
from tests.exchange.sheets import TODAY, book
from tests.factories import organizations as org

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[4] / "shared" / "examples" / "quynh-xuan-2021.xlsx"
Rows = list[list[object]]

UNITS: Rows = [
    ["Mã đơn vị", "Tên đơn vị", "Loại", "Mã cấp trên", "Ngày thành lập", "Ngày kết thúc"],
    ["K1", "Chi bộ 1", "chi bộ", "P", "1/1/2000"],
    ["P", "Đảng ủy phường P", "Đảng ủy phường", None, "1/1/2000"],
    ["K2", "Chi bộ 2", "Chi bộ", "P", "1/1/2000"],
]
PEOPLE: Rows = [
    ["Mã người", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Mã đơn vị", "Diện", "Ngày vào Đảng", "Ngày chính thức", "Chức vụ",
     "Giữ chức từ", "Giữ chức đến", "Quy hoạch", "Trình độ LLCT", "Trình độ chuyên môn"],
    ["A1", "Nguyễn Văn An", "12/03/1980", "Nam", "Kinh", "K1", "chính thức", "5/6/2004", "5/6/2005", "Bí thư chi bộ", "3/2020", None,
     "Phó Bí thư Đảng ủy 2025-2030", "Trung cấp", "Đại học"],
    ["A2", "Trần Thị Bình", "1990", "Nữ", "Kinh", "K1", "dự bị", "10/07/2021"],
    ["A3", "Lê Văn Cường", "2000", "Nam", "Tày", "K2", "quần chúng"],
    ["A4", "Phạm Thị Dung", "1970", "Nữ", None, "K2", "Chính thức"],
]  # fmt: skip
CLASSES: Rows = [
    ["Mã lớp", "Mã chương trình", "Tên lớp", "Cơ sở đào tạo", "Đơn vị phối hợp", "Khai giảng", "Bế giảng", "Số buổi", "Hình thức"],
    ["TC21", "TC", "Trung cấp 2021", "Trường Chính trị tỉnh", "Thị ủy", "15/01/2021", "20/12/2021", 96, "không tập trung"],
    ["NT21", "NTVD", None, "Trung tâm chính trị", None, "12/04/2021", "16/04/2021", 10, "tập trung"],
]
TRAINEES: Rows = [
    ["Mã lớp", "Mã người", "Đơn vị cử", "Chức vụ khi cử", "Kết quả", "Vắng có phép", "Vắng không phép", "Điểm", "Xếp loại",
     "Số giấy chứng nhận", "Ngày cấp", "Hỗ trợ", "Nguồn hỗ trợ"],
    ["TC21", "A1", "P", "Bí thư chi bộ", "hoàn thành", 2, 1, "8,25", "Giỏi", None, None, "1.500.000 đ", "Ngân sách"],
    ["NT21", "A3", "K2", None, "Hoàn thành", 0, 0, None, "khá", "NT-1", "20/04/2021"],
    ["TC21", "A4", "P", None, "bỏ học", 5, 30],
]  # fmt: skip
STUDY: Rows = [
    ["Mã đợt", "Tên đợt", "Văn bản", "Đơn vị tổ chức", "Hình thức", "Ngày bắt đầu", "Số buổi"],
    ["H1", "Học Nghị quyết XIII", "Nghị quyết XIII", "P", "trực tuyến", "20/02/2021", 4],
]
PRESENT: Rows = [
    ["Mã đợt", "Mã người", "Tham gia", "Ngày nộp thu hoạch", "Điểm trắc nghiệm"],
    ["H1", "A1", "có mặt", "5/3/2021", 9.5],
    ["H1", "A2", "học bù", "6/3/2021"],
    ["H1", "A4", "vắng có lý do"],
]
QUOTAS: Rows = [
    ["Năm", "Mã chương trình", "Mã đơn vị", "Chỉ tiêu"],
    [2021, "NTVD", "K1", 2],
    [2021, "NTVD", "P", 5],
    [2021, "TC", "K2", 1],
]
PRAISE: Rows = [
    ["Số quyết định", "Ngày", "Cơ quan", "Mã đơn vị hoặc mã người", "Hình thức", "Lý do"],
    ["1/QĐ", "28/12/2021", "Thị ủy", "P", "giấy khen", "Công tác tuyên giáo"],
    ["2/QĐ", "28/12/2021", "Thị ủy", "A1", "giấy khen", None],
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogs() -> None:
    kinds.load()
    programs.load()


def whole(**changed: Rows) -> Book:
    sheets = {
        "Tổ chức": UNITS, "Nhân sự": PEOPLE, "Chỉ tiêu": QUOTAS, "Lớp": CLASSES, "Học viên": TRAINEES, "Đợt học": STUDY, "Tham gia": PRESENT,
        "Khen thưởng": PRAISE,
    }  # fmt: skip
    return book(**(sheets | changed))


def only(**sheets: Rows) -> Book:
    return book(**sheets)


def take(
    made: Book, *, actor: Actor | None = None, unit: Unit | None = None, dry_run: bool = False, today: date = TODAY
) -> Imported:
    parts = read_year_book(made, today)
    return import_workbook(
        actor=actor or console(), unit=unit, parts=parts, file_name="so.xlsx", today=today, now=NOW, dry_run=dry_run
    )


def outcomes(imported: Imported, sheet: str) -> list[str]:
    return [verdict.outcome for verdict in imported.verdicts if verdict.sheet == sheet]


def reasons(imported: Imported, sheet: str) -> list[list[str]]:
    return [[reason.code for reason in verdict.reasons] for verdict in imported.verdicts if verdict.sheet == sheet]


def changed(verdict: Verdict) -> dict[str, tuple[str, str]]:
    return {one.facts["field"]: (one.facts["old"], one.facts["new"]) for one in verdict.reasons if one.code == "changed"}


def row(imported: Imported, sheet: str, number: int) -> Verdict:
    return next(one for one in imported.verdicts if one.sheet == sheet and one.number == number)


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


def test_units_stand_in_the_tree_whatever_the_order_of_the_rows() -> None:
    imported = take(only(**{"Tổ chức": UNITS}))
    assert imported.summary["created"] == 3
    ward, cell = Unit.objects.get(code="P"), Unit.objects.get(code="K1")
    assert (cell.parent, cell.path, cell.kind_id, ward.kind_id) == (ward, f"{ward.path}{cell.pk:08d}", "cell", "ward")
    assert Placement.objects.get(unit=cell).parent == ward


def test_circles_and_unknown_parents_are_rejected_with_all_below_them() -> None:
    header = UNITS[0]
    imported = take(
        only(
            **{
                "Tổ chức": [
                    header,
                    ["A", "Đảng ủy A", "huyện ủy", "B"],
                    ["B", "Đảng ủy B", "huyện ủy", "C"],
                    ["C", "Đảng ủy C", "huyện ủy", "A"],
                    ["D", "Chi bộ D", "chi bộ", "C"],
                    ["E", "Chi bộ E", "chi bộ", "XX"],
                    ["F", "Chi bộ F", "chi bộ", "F"],
                    ["G", "Chi bộ G", "chi đội", None],
                    ["H", "Chi bộ H", "chi bộ", None, "1/1/2010", "1/1/2009"],
                    ["I", "Chi bộ I", "chi bộ"],
                    ["i", "Chi bộ I", "chi bộ"],
                ]
            }
        )
    )
    assert reasons(imported, "Tổ chức") == [
        ["unit_circle"], ["unit_circle"], ["unit_circle"], ["parent_unknown"], ["parent_unknown"], ["unit_under_itself"], ["word_unknown"],
        ["ends_before_start"], [], ["row_twice"],
    ]  # fmt: skip
    assert list(Unit.objects.values_list("code", flat=True)) == ["I"]


def test_known_units_are_corrected_moved_and_ended() -> None:
    take(only(**{"Tổ chức": UNITS}))
    moved: Rows = [
        UNITS[0],
        ["Q", "Đảng ủy phường Q", "đảng ủy phường"],
        ["K1", "Chi bộ khối 1", "chi bộ", "Q", "1/1/2000"],
        ["K2", "Chi bộ 2", "chi bộ", None, None, "30/06/2025"],
    ]
    imported = take(only(**{"Tổ chức": moved}))
    assert outcomes(imported, "Tổ chức") == ["created", "updated", "updated"]
    assert changed(row(imported, "Tổ chức", 3)) == {"Tên đơn vị": ("Chi bộ 1", "Chi bộ khối 1"), "Mã cấp trên": ("P", "Q")}
    cell, ended = Unit.objects.get(code="K1"), Unit.objects.get(code="K2")
    assert cell.parent is not None
    assert (cell.parent.code, cell.path) == ("Q", f"{cell.parent.path}{cell.pk:08d}")
    assert list(Placement.objects.filter(unit=cell).order_by("pk").values_list("parent__code", "ends_on")) == [
        ("P", date(2026, 11, 21)),
        ("Q", None),
    ]
    assert (ended.dissolved_on, Placement.objects.get(unit=ended).ends_on) == (date(2025, 6, 30), date(2025, 6, 30))
    assert take(only(**{"Tổ chức": moved})).summary["unchanged"] == 3


def test_a_code_used_again_is_another_unit() -> None:
    rows: Rows = [
        UNITS[0],
        ["K1", "Chi bộ cũ", "chi bộ", None, "1/1/2000", "30/6/2025"],
        ["K1", "Chi bộ mới", "chi bộ", None, "1/7/2025"],
    ]
    assert take(only(**{"Tổ chức": rows})).summary["created"] == 2
    assert take(only(**{"Tổ chức": rows})).summary["unchanged"] == 2


def test_people_with_standings_posts_plans_and_levels() -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Nhân sự": PEOPLE}))
    assert outcomes(imported, "Nhân sự") == ["created"] * 4
    assert row(imported, "Nhân sự", 2).person == {
        "full_name": "Nguyễn Văn An", "sex": "Nam", "birth": "1980-03-12", "admitted": "2004-06-05", "official": "2005-06-05",
        "post": "Bí thư chi bộ", "theory_level": "TC", "unit": "K1", "unit_name": "Chi bộ 1",
    }  # fmt: skip
    spans = Membership.objects.order_by("person__code", "starts_on").values_list(
        "person__code", "unit__code", "standing", "starts_on", "ends_on"
    )
    assert list(spans) == [
        ("A1", "K1", "probationary", date(2004, 6, 5), date(2005, 6, 4)),
        ("A1", "K1", "official", date(2005, 6, 5), None),
        ("A2", "K1", "probationary", date(2021, 7, 10), None),
        ("A3", "K2", "non_member", None, None),
        ("A4", "K2", "official", None, None),
    ]
    assert list(Post.objects.values_list("title", "starts_on", "starts_precision", "ends_on")) == [
        ("Bí thư chi bộ", date(2020, 3, 1), "m", None)
    ]
    assert list(SuccessionEntry.objects.values_list("title", "term")) == [("Phó Bí thư Đảng ủy", "2025-2030")]
    assert list(TheoryLevel.objects.values_list("person__code", "level")) == [("A1", "TC")]


def test_several_posts_stand_on_several_rows() -> None:
    extra: Rows = [
        *PEOPLE[:2],
        ["A1", None, None, None, None, None, None, None, None, "Trưởng khối", "1/1/2019", "31/12/2020"],
        ["A1", "Nguyễn Văn Anh", "12/03/1980", "Nữ", None, "P", "chính thức", None, None, "Đảng ủy viên", "1/6/2020"],
        ["A1", "Hồ Thị Khác", "01/01/1999", "Nữ", None, "K2", "chính thức"],
    ]
    imported = take(only(**{"Tổ chức": UNITS, "Nhân sự": extra}))
    assert outcomes(imported, "Nhân sự") == ["created", "created", "created", "rejected"]
    assert reasons(imported, "Nhân sự")[1:] == [[], ["first_row_kept", "first_row_kept"], ["code_twice"]]
    assert set(Post.objects.values_list("title", "unit__code", "ends_on")) == {
        ("Bí thư chi bộ", "K1", None), ("Trưởng khối", "K1", date(2020, 12, 31)), ("Đảng ủy viên", "P", None),
    }  # fmt: skip
    assert take(only(**{"Nhân sự": extra})).summary == {"created": 0, "updated": 0, "unchanged": 3, "rejected": 1}


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"Mã đơn vị": "XX"}, ["unit_code_unknown"]),
        ({"Diện": "hội viên"}, ["word_unknown"]),
        ({"Diện": None}, ["value_missing"]),
        ({"Họ và tên": None}, ["value_missing"]),
        ({"Mã người": None}, ["value_missing"]),
        ({"Ngày sinh": "31/02/1980"}, ["no_such_day"]),
        ({"Ngày sinh": "1/1/2030"}, ["birth_in_future"]),
        ({"Ngày vào Đảng": "1/1/1990"}, ["admitted_under_18"]),
        ({"Ngày chính thức": "1/1/2004"}, ["official_before_admitted"]),
        ({"Giữ chức đến": "1/1/2019"}, ["ends_before_start"]),
        ({"Diện": "quần chúng"}, ["non_member_with_dates"]),
    ],
)
def test_what_cannot_be_true_of_a_person(cells: dict[str, object], codes: list[str]) -> None:
    header, values = PEOPLE[0], PEOPLE[1] + [None] * (len(PEOPLE[0]) - len(PEOPLE[1]))
    bad = [cells.get(str(title), value) for title, value in zip(header, values, strict=True)]
    imported = take(only(**{"Tổ chức": UNITS, "Nhân sự": [header, bad]}))
    assert reasons(imported, "Nhân sự") == [codes]
    assert not Person.objects.exists()


def test_a_changed_book_updates_people_and_says_what() -> None:  # size: one table of changes
    take(whole())
    header = PEOPLE[0]
    imported = take(
        only(
            **{
                "Nhân sự": [
                    header,
                    [
                        "A1",
                        "Nguyễn Văn An",
                        "12/03/1980",
                        "Nam",
                        "Kinh",
                        "K2",
                        "chính thức",
                        "5/6/2004",
                        "5/6/2005",
                        "Bí thư chi bộ",
                        "3/2020",
                        "31/12/2025",
                    ],
                    [
                        "A2",
                        "Trần Thị Bình",
                        "15/08/1990",
                        "Nữ",
                        "Kinh",
                        "K1",
                        "chính thức",
                        "10/07/2021",
                        "10/07/2022",
                        None,
                        None,
                        None,
                        None,
                        "Sơ cấp",
                    ],
                    ["A3", "Lê Văn Cường", "2000", "Nam", "Tày", "K2", "dự bị", "3/2/2023"],
                ]
            }
        )
    )
    assert outcomes(imported, "Nhân sự") == ["updated", "updated", "updated"]
    assert changed(row(imported, "Nhân sự", 3)) == {
        "born": ("1990", "15/08/1990"), "official": ("", "10/07/2022"), "standing": ("dự bị", "chính thức"), "level": ("", "SC"),
    }  # fmt: skip
    spans = Membership.objects.filter(person__code__in=["A1", "A3"]).order_by("person__code", "starts_on")
    assert set(spans.values_list("person__code", "unit__code", "standing", "starts_on", "ends_on")) == {
        ("A1", "K1", "probationary", date(2004, 6, 5), date(2005, 6, 4)),
        ("A1", "K1", "official", date(2005, 6, 5), date(2026, 11, 21)),
        ("A1", "K2", "official", TODAY, None),
        ("A3", "K2", "non_member", None, date(2023, 2, 2)),
        ("A3", "K2", "probationary", date(2023, 2, 3), None),
    }
    assert list(Post.objects.values_list("unit__code", "ends_on")) == [("K1", date(2025, 12, 31))]


def test_quotas_are_shared_from_above_or_come_from_outside() -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": QUOTAS}))
    assert outcomes(imported, "Chỉ tiêu") == ["created"] * 3
    accounts = {(one.unit.code, one.program.code): one for one in QuotaAccount.objects.select_related("unit", "program")}
    assert {key: account.balance for key, account in accounts.items()} == {("P", "NTVD"): 3, ("K1", "NTVD"): 2, ("K2", "TC"): 1}
    assert quota.sums([accounts["P", "NTVD"].pk])[accounts["P", "NTVD"].pk].granted == 5
    assert sorted(QuotaEntry.objects.values_list("kind", "places")) == [("grant", 1), ("grant", 5), ("share", -2), ("share", 2)]
    assert take(only(**{"Chỉ tiêu": QUOTAS})).summary["unchanged"] == 3


def test_quotas_change_up_and_down_and_never_below_what_is_used() -> None:
    take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": QUOTAS}))
    header = QUOTAS[0]
    up = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "K1", 9], [2021, "NTVD", "P", 6], [2021, "NTVD", "K2", 4]]}))
    assert reasons(up, "Chỉ tiêu") == [["quota_not_covered", "changed"], ["changed"], []]
    balances = {"P": 0, "K1": 9, "K2": 4}
    assert {code: QuotaAccount.objects.get(unit__code=code, program__code="NTVD").balance for code in balances} == balances
    down = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "P", 1], [2021, "NTVD", "K2", 1]]}))
    assert reasons(down, "Chỉ tiêu") == [["quota_in_use"], ["changed"]]
    assert QuotaAccount.objects.get(unit__code="P", program__code="NTVD").balance == 3
    QuotaAccount.objects.filter(unit__code="K2").update(used=1)
    used = take(only(**{"Chỉ tiêu": [header, [2021, "NTVD", "K2", 0]]}))
    assert reasons(used, "Chỉ tiêu") == [["quota_in_use"]]
    total = {one: sum(entry.places for entry in one.entries.all()) for one in QuotaAccount.objects.all()}
    assert all(one.balance == places for one, places in total.items())
    assert EntryKind.CORRECTION in set(QuotaEntry.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([2021, "NTVD", "XX", 1], ["unit_code_unknown"]),
        ([2021, "ABC", "P", 1], ["program_unknown"]),
        ([2021, "NTVD", "P", -1], ["number_out_of_range"]),
        ([2021, "NTVD", "P", 1.5], ["not_a_number"]),
        ([21, "NTVD", "P", 1], ["number_out_of_range"]),
        ([2021, "NTVD", "P", None], ["value_missing"]),
        (["năm nay", "NTVD", "P", 1], ["not_a_number"]),
    ],
)
def test_quotas_that_cannot_be(values: list[object], codes: list[str]) -> None:
    imported = take(only(**{"Tổ chức": UNITS, "Chỉ tiêu": [QUOTAS[0], values]}))
    assert reasons(imported, "Chỉ tiêu") == [codes]
    assert not QuotaAccount.objects.exists()


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


def test_study_events_presence_essays_and_the_log_of_marks() -> None:
    imported = take(whole())
    event = StudyEvent.objects.get()
    assert (event.form, event.sessions, event.organizer.code, event.gathering.kind) == ("online", 4, "P", "study")
    states = Attendee.objects.order_by("person__code").values_list("person__code", "unit__code", "state")
    assert list(states) == [("A1", "K1", "present"), ("A2", "K1", "made_up"), ("A4", "K2", "excused")]
    assert list(StudyResult.objects.order_by("pk").values_list("essay_on", "quiz_mark")) == [
        (date(2021, 3, 5), Decimal("9.50")),
        (date(2021, 3, 6), None),
    ]
    assert outcomes(imported, "Tham gia") == ["created"] * 3
    again = take(only(**{"Tham gia": [PRESENT[0], ["H1", "A4", "học bù", "10/3/2021"], ["H1", "A1", "có mặt", "5/3/2021", 9]]}))
    assert outcomes(again, "Tham gia") == ["updated", "updated"]
    assert list(AttendanceMark.objects.filter(attendee__person__code="A4").order_by("pk").values_list("state", "source")) == [
        ("excused", "import"), ("made_up", "import"),
    ]  # fmt: skip
    assert StudyResult.objects.get(attendee__person__code="A1").quiz_mark == 9


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["XX", "A1", "có mặt"], ["event_unknown"]),
        (["H1", "XX", "có mặt"], ["person_code_unknown"]),
        (["H1", "A1", "đi vắng"], ["word_unknown"]),
        (["H1", "A1", "có mặt", "1/1/2021"], ["essay_before_event"]),
        (["H1", "A1", "có mặt", "1/1/2030"], ["day_in_future"]),
        (["H1", "A1", "có mặt", None, 11], ["mark_out_of_range"]),
        (["H1", "A1", "vắng không lý do", "5/3/2021"], ["essay_without_presence"]),
    ],
)
def test_presence_that_cannot_be(values: list[object], codes: list[str]) -> None:
    assert reasons(take(whole(**{"Tham gia": [PRESENT[0], values]})), "Tham gia") == [codes]


def test_commendations_of_units_and_people() -> None:
    header = PRAISE[0]
    rows: Rows = [
        *PRAISE,
        ["3/QĐ", "1/1/2030", "Thị ủy", "P", "giấy khen"],
        ["4/QĐ", "1/1/2021", "Thị ủy", "XX", "giấy khen"],
        PRAISE[1],
    ]
    imported = take(whole(**{"Khen thưởng": rows}))
    assert reasons(imported, "Khen thưởng") == [[], [], ["day_in_future"], ["nobody_has_code"], ["row_twice"]]
    assert set(Commendation.objects.values_list("unit__code", "person__code")) == {("P", None), (None, "A1")}
    again = take(only(**{"Khen thưởng": [header, ["1/qđ", "28/12/2021", "Ban Thường vụ Thị ủy", "p", "Giấy khen"]]}))
    assert [verdict.outcome for verdict in again.verdicts] == ["updated"]
    assert Commendation.objects.count() == 2


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
