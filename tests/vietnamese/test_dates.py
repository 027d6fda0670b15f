from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.vietnamese.dates import DateProblem, PartialDate, parse_date

days = st.dates(date(1906, 1, 9), date(2099, 12, 31))
partials = st.builds(PartialDate.of, days, st.sampled_from("dmy"))


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (date(1985, 3, 12), "1985-03-12"),
        (datetime.combine(date(1985, 3, 12), time(7, 30)), "1985-03-12"),
        (1966.0, "1966"),
        (1966, "1966"),
        (31118.0, "1985-03-12"),  # a spreadsheet's day number
        (31118.5, "1985-03-12"),
        (3.1985, "1985-03"),  # 3.1985 taken for a decimal number
        (10.198, "1980-10"),
        (12031985.0, "1985-03-12"),
        (3021985, "1985-02-03"),  # its leading zero is lost
        (19850312, "1985-03-12"),
        (date(1905, 6, 7), "1985"),  # 1985 typed into a column of dates
        ("12/03/1985", "1985-03-12"),
        ("2/9/1985", "1985-09-02"),
        (" 12 / 3 / 1985 ", "1985-03-12"),
        ("12-03-1985", "1985-03-12"),
        ("12.03.1985.", "1985-03-12"),
        ("12//3/1985", "1985-03-12"),
        ("12/3/85", "1985-03-12"),
        ("1/2/05", "2005-02-01"),
        ("4/1979", "1979-04"),
        ("04.1979", "1979-04"),
        ("4/79", "1979-04"),
        ("1966", "1966"),
        ("'1966", "1966"),
        ("1966.0", "1966"),
        ("1985-03-12", "1985-03-12"),
        ("1985-03-12T00:00:00", "1985-03-12"),
        ("1985-03-12 00:00:00", "1985-03-12"),
        ("1985-03", "1985-03"),
        ("1985/3/12", "1985-03-12"),
        ("12/3/1985 7:00:00 SA", "1985-03-12"),
        ("ngày 3 tháng 2 năm 1985", "1985-02-03"),
        ("Ngày 03 tháng 02 năm 1985", "1985-02-03"),
        ("3 tháng 2 năm 1985", "1985-02-03"),
        ("tháng 3/1985", "1985-03"),
        ("Tháng 3 năm 1985", "1985-03"),
        ("T3/1985", "1985-03"),
        ("năm 1985", "1985"),
        ("sinh năm 1985", "1985"),
        ("…/3/1985", "1985-03"),
        ("../../1985", "1985"),
        ("00/00/1985", "1985"),
        ("00/03/1985", "1985-03"),
        ("12031985", "1985-03-12"),
        ("29/02/1996", "1996-02-29"),
    ],
)
def test_reads_what_offices_type(value: object, iso: str) -> None:
    assert parse_date(value).iso == iso


@pytest.mark.parametrize(
    "text", ["31/02/1980", "29/02/1985", "31/11/2000", "12/13/1985", "13/1985", "32/1/1985", "3/0/1985", "31/2/80"]
)
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    assert (caught.value.code, caught.value.text) == ("no_such_day", text)


@pytest.mark.parametrize(
    "value",
    [
        *("", " ", None, True, "abc", "không rõ", "85", "3/05", "1/2/198", "12/3/1985/4", "12/03/1985 - 12/03/1986", "45 tuổi"),
        *(-5, 0, 85, 1e300, float("nan"), float("inf"), 13.1985, 3.19855, time(7, 30), timedelta(days=3), "12345", "123456789"),
    ],
)
def test_what_is_no_date(value: object) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(value)
    assert caught.value.code == "unreadable_date"


@pytest.mark.parametrize("value", ["12/03/0985", "12/03/9999", date(985, 3, 12)])
def test_years_out_of_range(value: object) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(value)
    assert caught.value.code == "year_out_of_range"


@given(partials)
def test_what_is_printed_can_be_read(partial: PartialDate) -> None:
    assert parse_date(partial.text) == parse_date(partial.iso) == parse_date(partial) == partial


@given(days, st.sampled_from("/-. "), st.booleans())
def test_day_month_year_in_any_hand(day: date, separator: str, padded: bool) -> None:
    parts = (f"{day:%d}", f"{day:%m}") if padded else (str(day.day), str(day.month))
    assert parse_date(separator.join([*parts, str(day.year)])) == PartialDate.of(day)


@given(days)
def test_date_cells_and_their_numbers_agree(day: date) -> None:
    assert parse_date(day) == PartialDate.of(day)
    assert parse_date(float((day - date(1899, 12, 30)).days)).first == day


@given(partials)
def test_first_and_last_enclose_what_is_known(partial: PartialDate) -> None:
    assert partial.first <= partial.last
    assert PartialDate.of(partial.first, partial.precision) == PartialDate.of(partial.last, partial.precision) == partial
    assert PartialDate.of(partial.last + timedelta(days=1), partial.precision) != partial


@given(st.one_of(st.text(), st.floats(), st.integers(), st.text(st.sampled_from("0123456789/-. tháng"))))
def test_anything_else_is_a_problem_in_words(value: object) -> None:
    problems = {"no_such_day", "unreadable_date", "year_out_of_range"}
    with suppress(DateProblem):
        assert 1850 <= parse_date(value).year <= 2199
        return
    with pytest.raises(DateProblem) as caught:
        parse_date(value)
    assert caught.value.code in problems


@pytest.mark.parametrize(
    ("partial", "text"), [(PartialDate(1985), "1985"), (PartialDate(1985, 3), "03/1985"), (PartialDate(1985, 3, 2), "02/03/1985")]
)
def test_text(partial: PartialDate, text: str) -> None:
    assert partial.text == text


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError):
        PartialDate(1985, None, 3)
