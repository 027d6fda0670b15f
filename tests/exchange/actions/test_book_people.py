"""The sheet of people."""

from datetime import date

import pytest

from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from tests.exchange.sheets import TODAY
from tests.exchange.year_book import PEOPLE, UNITS, Rows, changed, only, outcomes, reasons, row, take, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


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
