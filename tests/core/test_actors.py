"""Grants flow down, never up or sideways."""

from hypothesis import given
from hypothesis import strategies as st

from nennep.core.actors import Actor, GrantFact, Role

PATHS = st.lists(st.integers(0, 3), max_size=4).map(lambda ids: "".join(f"{one:08d}" for one in ids))


@given(held=PATHS, asked=PATHS, role=st.sampled_from(Role))
def test_a_grant_reaches_its_unit_and_what_is_below(held: str, asked: str, role: Role) -> None:
    actor = Actor(1, "A", (GrantFact(role, 1, held),))
    assert actor.holds(asked, role) == (asked[: len(held)] == held)


@given(path=PATHS)
def test_another_role_gives_nothing(path: str) -> None:
    actor = Actor(1, "A", (GrantFact(Role.MEMBER, 1, path),))
    assert not actor.holds(path, Role.OFFICER)
    assert actor.paths(Role.OFFICER) == []


def test_the_console_acts_everywhere() -> None:
    assert Actor(None, "console", everywhere=True).holds("00000001", Role.ADMINISTRATOR)
