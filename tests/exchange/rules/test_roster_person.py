"""One row of a roster."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.roster_person import RosterRow
from tests.exchange.sheets import HEADER, TODAY, codes, people


def one(*values: object, header: list[object] = HEADER) -> RosterRow:
    [row] = people(header, [1, *values])
    return row


@pytest.mark.parametrize(
    ("values", "code", "value"),
    [
        (["Nguyễn Văn An", "15/08/2031", "Nam"], "birth_in_future", "15/08/2031"),
        (["Nguyễn Văn An", "15/8/2031", "Nam"], "birth_in_future", "15/8/2031 (15/08/2031)"),
        (["Nguyễn Văn An", "31/02/1980", "Nam"], "no_such_day", "31/02/1980"),
        (["Nguyễn Văn An", "hình như mùa xuân", "Nam"], "unreadable_date", "hình như mùa xuân"),
        (["Nguyễn Văn An", "01/01/1990", "Nam", "02/02/2005"], "admitted_under_18", "02/02/2005"),
        (["Nguyễn Văn An", "01/01/1980", "Nam", "02/02/2005", "02/02/2004"], "official_before_admitted", "02/02/2004"),
        (["Nguyễn Văn An", "01/01/1980", "Nam", "02/02/2030"], "admitted_in_future", "02/02/2030"),
        (["Nguyễn Văn An", "01/01/1890", "Nam"], "born_too_long_ago", "01/01/1890"),
        (["Nguyễn Văn 4n", "01/01/1980", "Nam"], "not_a_name", "Nguyễn Văn 4n"),
        (["=1+1", "01/01/1980", "Nam"], "not_a_name", "=1+1"),
        ([None, "01/01/1980", "Nam", "02/02/2005"], "no_name", None),
    ],
)
def test_what_cannot_be_true_rejects_with_the_value(values: list[object], code: str, value: str | None) -> None:
    row = one(*values)
    assert row.rejected
    assert codes(row) == [code]
    assert row.reasons[0].facts.get("value") == value


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12/03/1985", "1985-03-12"),
        ("1/3/85", "1985-03-01"),
        ("3/1985", "1985-03"),
        ("1985", "1985"),
        (1985, "1985"),
        ("1985-03-12", "1985-03-12"),
        ("12.03.1985", "1985-03-12"),
        ("12-3-1985", "1985-03-12"),
        (datetime(1985, 3, 12), "1985-03-12"),
        ("5/6/09", "2009-06-05"),
        ("5/6/25", "1925-06-05"),
        ("không rõ", None),
        ("-", None),
    ],
)
def test_dates_as_they_are_typed(typed: object, iso: str | None) -> None:
    row = one("Nguyễn Văn An", typed, "Nam")
    assert (row.person.birth.iso if row.person.birth else None) == iso
    assert not row.rejected


@pytest.mark.parametrize(
    "name",
    ["NGUYỄN VĂN AN", "nguyễn văn an", " Nguyễn  Văn   An ", "Nguyê\u0303n Va\u0306n An", "1. Nguyễn Văn An", "Đ/c Nguyễn Văn An"],
)
def test_names_end_in_name_case(name: str) -> None:
    assert one(name, "1985").person.full_name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("header", "cells", "sex"),
    [
        (["STT", "Họ và tên", "Ngày sinh", "Nữ"], ["A Văn B", "1985", "x"], "F"),
        (["STT", "Họ và tên", "Ngày sinh", "Nữ"], ["A Văn B", "1985"], "M"),
        (["STT", "Họ và tên", "Ngày sinh", "Nữ"], ["A Văn B", "1985", False], "M"),
        (["STT", "Họ và tên", "Ngày sinh", "Nam", "Nữ"], ["A Văn B", "1985", None, "X"], "F"),
        (["STT", "Họ và tên", "Ngày sinh", "Nam", "Nữ"], ["A Văn B", "1985", "x", None], "M"),
        (["STT", "Họ và tên", "Ngày sinh", "Nam", "Nữ"], ["A Văn B", "1985"], ""),
        (["STT", "Họ và tên", "Ngày sinh", "Nam/Nữ"], ["A Văn B", "1985", "nữ"], "F"),
        (["STT", "Họ và tên", "Ngày sinh", "Giới tính"], ["A Văn B", "1985", "NAM"], "M"),
    ],
)
def test_sex_in_all_its_columns(header: list[object], cells: list[object], sex: str) -> None:
    assert one(*cells, header=header).person.sex == sex


def test_both_sexes_marked_is_no_person() -> None:
    row = one("Lê Văn B", "1985", "x", "x", header=["STT", "Họ và tên", "Ngày sinh", "Nam", "Nữ"])
    assert codes(row) == ["two_sexes"]
    assert row.rejected


def test_a_cross_under_a_level_names_it() -> None:
    [row] = people(
        ["STT", "Họ và tên", "Ngày sinh", "Lý luận chính trị", None, None],
        [None, None, None, "SC", "TC", "CC"],
        [1, "Lê Văn B", "1985", None, "x", None],
    )
    assert row.person.level == "TC"


def test_a_birth_date_in_three_columns() -> None:
    rows = people(
        ["STT", "Họ và tên", "Ngày sinh", None, None, "Chức vụ"],
        [None, None, "Ngày", "Tháng", "Năm", None],
        [1, "Lê Văn B", 12, 3, 1985, "Bí thư"],
        [2, "Lê Văn C", None, 3, 1985],
        [3, "Lê Văn D", None, None, 1985],
    )
    assert [row.person.birth.iso if row.person.birth else None for row in rows] == ["1985-03-12", "1985-03", "1985"]


def test_two_party_dates_in_one_cell() -> None:
    row = one("Lê Văn B", "1980", "12/3/2004\n12/3/2005", header=["STT", "Họ và tên", "Năm sinh", "Ngày vào Đảng"])
    assert row.person.admitted is not None
    assert row.person.official is not None
    assert (row.person.admitted.iso, row.person.official.iso) == ("2004-03-12", "2005-03-12")


@pytest.mark.parametrize(("typed", "standing"), [("chưa", "probationary"), ("Dự bị", "probationary"), ("x", "official")])
def test_a_standing_where_the_official_date_should_be(typed: str, standing: str) -> None:
    row = one("Lê Văn B", "1980", "Nam", "12/03/2026", typed)
    assert row.person.standing == standing
    assert row.person.official is None
    assert not row.rejected


def test_a_level_that_is_not_understood_is_a_warning() -> None:
    row = one("Lê Văn B", "1980", "Nam", None, None, None, "đang học TC")
    assert codes(row) == ["not_understood"]
    assert not row.rejected


def test_numbers_stored_as_numbers_get_their_zeros_back() -> None:
    row = one("Lê Văn B", "1980", 38085001234, 912345678, header=["STT", "Họ và tên", "Năm sinh", "Số CCCD", "Điện thoại"])
    assert (row.person.citizen_no, row.person.phone) == ("038085001234", "0912345678")


def test_as_above_takes_what_stands_above() -> None:
    rows = people(
        ["STT", "Họ và tên", "Năm sinh", "Chi bộ"],
        [1, "Lê Văn B", 1980, "Chi bộ 1"],
        [2, "Lê Văn C", 1981, "-nt-"],
        [3, "Lê Văn D", 1982, '"'],
    )
    assert [row.person.unit for row in rows] == ["Chi bộ 1"] * 3


@given(born=st.dates(date(1930, 1, 1), date(2030, 1, 1)), until=st.integers(0, 40_000), then=st.integers(-400, 3_000))
def test_no_row_that_is_taken_contradicts_itself(born: date, until: int, then: int) -> None:
    admitted = born + timedelta(days=until)
    official = admitted + timedelta(days=then)
    row = one("Nguyễn Văn An", born.strftime("%d/%m/%Y"), "Nam", admitted.strftime("%d/%m/%Y"), official.strftime("%d/%m/%Y"))
    possible = max(born, admitted, official) <= TODAY and admitted <= official and (admitted - born).days >= 18 * 365 + 4
    assert not row.rejected or not possible or (admitted - born).days < 18 * 366
    assert row.rejected or possible or (admitted - born).days >= 18 * 365


@pytest.mark.parametrize(
    ("day", "month", "year", "birth", "told"),
    [
        (12, 3, 1985, "1985-03-12", []),
        (None, 3, 1985, "1985-03", ["partial_day"]),
        ("", "3", "1985", "1985-03", ["partial_day"]),
        ("?", 3.0, 1985.0, "1985-03", ["partial_day"]),
        (0, 3, 1985, "1985-03", ["partial_day"]),
        (None, None, 1985, "1985", ["partial_day"]),
        (12, None, 1985, "1985", ["partial_day"]),
        (12, 3, None, None, ["unreadable_date"]),
        (None, None, None, None, []),
    ],
)
def test_a_birth_date_in_three_columns_keeps_what_is_known_and_says_what_is_not(
    day: object, month: object, year: object, birth: str | None, told: list[str]
) -> None:
    header = [["STT", "Họ và tên", "Ngày sinh", None, None, "Giới tính"], [None, None, "Ngày", "Tháng", "Năm", None]]
    [row] = people(*header, [1, "Nguyễn Văn An", day, month, year, "Nam"])
    assert (row.person.birth and row.person.birth.iso) == birth
    assert [code for code in codes(row) if code in {"partial_day", "unreadable_date"}] == told
