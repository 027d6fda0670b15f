from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.documents.layout.paper import Column, Table, cell_text, heading_spans, table_size, with_ordinals
from tests.factories.documents import paper

GROUPS = st.lists(st.sampled_from(["", "A", "B"]), max_size=8)


@given(groups=GROUPS)
def test_the_upper_heading_covers_each_column_once(groups: list[str]) -> None:
    columns = [Column(f"c{place}", group=group) for place, group in enumerate(groups)]
    covered = [place for _text, first, wide in heading_spans(columns) for place in range(first, first + wide)]
    assert covered == list(range(len(groups)))
    assert all(wide == 1 or groups[first] for _text, first, wide in heading_spans(columns))


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Mẫu, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "Mẫu, ngày 15 tháng 3 năm 2026"),
        (None, "Mẫu, ngày … tháng … năm …"),
    ],
)
def test_the_date_line(day: date | None, line: str) -> None:
    assert paper(issued_on=day).date_line == line


def test_ordinals_come_first_and_not_before_the_total() -> None:
    table = with_ordinals(Table([Column("a")], [["x"], ["y"]], total=["2"]))
    assert (table.columns[0].title, list(table.rows), table.total) == ("STT", [(1, "x"), (2, "y")], (None, "2"))
    assert with_ordinals(table) == table


@given(number=st.integers(-(10**12), 10**12))
def test_thousands_are_set_apart_by_points(number: int) -> None:
    assert int(cell_text(number).replace(".", "")) == number


@given(widths=st.lists(st.floats(5, 80), min_size=1, max_size=15))
def test_the_text_of_a_table_shrinks_only_when_it_must(widths: list[float]) -> None:
    size = table_size(Table([Column("c", width) for width in widths], []), 165)
    assert 8 <= size <= 12
    assert (size == 12) or sum(widths) > 165
