"""Units of a year book in order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_tree import levels


def row(number: int, code: str, parent: str | None) -> BookRow:
    values = {"code": code, "parent": parent, "founded": None, "dissolved": None}
    return BookRow("Tổ chức", number, values, {})


@given(parents=st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_every_row_stands_below_its_parent_or_says_why_not(parents: list[int | None], seed: int) -> None:
    rows = [row(number, f"U{number}", None if parent is None else f"u{parent}") for number, parent in enumerate(parents)]
    Random(seed).shuffle(rows)
    found = levels(rows, {"u12": object()})
    place = {one["code"].casefold(): level for level, members in enumerate(found) for one in members}
    for one in rows:
        if one.rejected:
            assert one["code"].casefold() not in place
        elif one["parent"] and one["parent"] in place:
            assert place[one["parent"]] < place[one["code"].casefold()]
    for one in rows:  # a row is left for a circle, or because what stands above it is unknown or left
        codes = {reason.code for reason in one.reasons}
        assert one.rejected == _hangs(one, {two["code"].casefold(): two for two in rows})
        assert codes <= {"unit_circle", "parent_unknown"}


def _hangs(one: BookRow, by_code: dict[str, BookRow]) -> bool:
    passed: set[str] = set()
    while one["parent"]:
        if one["parent"] == "u12" and "u12" not in by_code:
            return False
        if one["parent"] in passed or one["parent"] not in by_code:
            return True
        passed.add(one["parent"])
        one = by_code[one["parent"]]
    return False
