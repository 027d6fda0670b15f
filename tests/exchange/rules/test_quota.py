"""Stated quotas as movements of the ledger."""

from hypothesis import given
from hypothesis import strategies as st

from nennep.exchange.rules.quota import Stated, settle

# 1 above 2 above 3 and 4
ABOVE = {1: [], 2: [1], 3: [1, 2], 4: [1, 2]}
PLACES = st.fixed_dictionaries({unit: st.none() | st.integers(0, 9) for unit in ABOVE})


@given(books=st.lists(PLACES, min_size=1, max_size=4))
def test_every_book_leaves_what_it_states_and_nobody_overdrawn(books: list[dict[int, int | None]]) -> None:
    received: dict[int, int] = {}
    free: dict[int, int] = {}
    held: dict[tuple[int, int], int] = {}
    for book in books:
        rows = [Stated(unit, ABOVE[unit], places, received.get(unit, 0)) for unit, places in book.items() if places is not None]
        settled = settle(rows, free, held)
        for row in rows:
            moved = sum(places for _, places in settled[row.unit_id].moves)
            refused = any(reason.rejects for reason in settled[row.unit_id].reasons)
            assert row.known + moved == (row.known if refused else row.places)
            for source, places in settled[row.unit_id].moves:
                received[row.unit_id] = received.get(row.unit_id, 0) + places
                free[row.unit_id] = free.get(row.unit_id, 0) + places
                if source is not None:
                    free[source] -= places
                    held[row.unit_id, source] = held.get((row.unit_id, source), 0) + places
        assert all(places >= 0 for places in free.values())
        assert all(places >= 0 for places in held.values())
        again = settle([Stated(unit, ABOVE[unit], places, places) for unit, places in received.items()], free, held)
        assert not any(one.moves or one.reasons for one in again.values())


def test_the_nearest_with_enough_gives() -> None:
    settled = settle([Stated(3, [1, 2], 4, 0)], {1: 9, 2: 3}, {})
    assert settled[3].moves == [(1, 4)]
    settled = settle([Stated(3, [1, 2], 3, 0), Stated(4, [1, 2], 8, 0)], {1: 7, 2: 3}, {})
    assert (settled[3].moves, settled[4].moves) == ([(2, 3)], [(None, 8)])
    assert [reason.code for reason in settled[4].reasons] == ["quota_not_covered"]


def test_places_go_back_where_they_came_from() -> None:
    settled = settle([Stated(3, [1, 2], 1, 6)], {3: 6, 2: 0, 1: 0}, {(3, 2): 2, (3, 1): 2})
    assert settled[3].moves == [(2, -2), (1, -2), (None, -1)]
