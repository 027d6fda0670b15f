import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.errors import Refused
from nennep.planning.rules.ledger import MOST, Share, check_free, check_places, movements

PLACES = st.integers(0, 50)


@st.composite
def shares(draw: st.DrawFn) -> list[Share]:
    count = draw(st.integers(0, 8))
    made = []
    for number in range(count):
        now = draw(PLACES)
        made.append(
            Share(
                number,
                f"U{number}",
                seen=draw(st.sampled_from([now, now, now, 3])),
                now=now,
                wanted=draw(PLACES),
                free=draw(st.integers(0, now)),
            )
        )
    return made


@given(free=PLACES, asked=shares())
def test_nothing_is_overdrawn_and_no_place_in_use_is_taken(free: int, asked: list[Share]) -> None:
    try:
        moves = movements(free, asked)
    except Refused:
        return
    by_unit = {share.unit_id: share for share in asked}
    assert free - sum(moves.values()) >= 0
    for pk, places in moves.items():
        assert places != 0
        assert by_unit[pk].now + places == by_unit[pk].wanted
        assert by_unit[pk].free + places >= 0
    assert all(share.wanted == share.now for share in asked if share.unit_id not in moves and share.seen == share.now)


@given(free=PLACES, now=PLACES, seen=PLACES, wanted=PLACES)
def test_what_another_officer_changed_is_never_written_over(free: int, now: int, seen: int, wanted: int) -> None:
    share = Share(1, "U", seen=seen, now=now, wanted=wanted, free=now)
    if wanted == seen:
        assert movements(free, [share]) == {}
    elif seen != now:
        with pytest.raises(Refused) as refusal:
            movements(free, [share])
        assert refusal.value.reason == "quota_changed"


@given(free=st.integers(0, 20), wanted=st.lists(st.integers(0, 20), max_size=6))
def test_more_than_what_is_free_is_refused_whole(free: int, wanted: list[int]) -> None:
    asked = [Share(number, "U", seen=0, now=0, wanted=places, free=0) for number, places in enumerate(wanted)]
    if sum(wanted) > free:
        with pytest.raises(Refused) as refusal:
            movements(free, asked)
        assert dict(refusal.value.facts) == {"asked": sum(wanted), "free": free}
    else:
        assert sum(movements(free, asked).values()) == sum(wanted)


@pytest.mark.parametrize("places", [0, -1, MOST + 1])
def test_a_number_nobody_means_is_refused(places: int) -> None:
    with pytest.raises(Refused):
        check_places(places)


def test_places_in_use_stay() -> None:
    check_free(3, 3, "U")
    with pytest.raises(Refused):
        check_free(3, 4, "U")
