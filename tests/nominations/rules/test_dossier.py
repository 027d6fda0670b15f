import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.core.errors import Refused
from nennep.nominations.models import NominationState
from nennep.nominations.rules.dossier import FROM, GROUPS, HOLDING, OPEN, REASONED, Dossier, Step, check_step, moved, ordered

STATES = [state.value for state in NominationState]
DOSSIERS = st.lists(
    st.builds(
        Dossier,
        pk=st.integers(1, 10_000),
        state=st.sampled_from(STATES),
        rank=st.one_of(st.none(), st.integers(1, 50)),
        proposed_rank=st.integers(1, 20),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.pk,
)


def test_every_state_has_its_group_and_every_step_its_states() -> None:
    assert set(GROUPS) == set(STATES) == {step.value for step in Step}
    assert set(FROM) == set(Step)
    assert HOLDING < OPEN <= set(STATES)


@given(step=st.sampled_from(Step), states=st.lists(st.sampled_from(STATES), max_size=4), reason=st.sampled_from(["", " ", "x"]))
def test_a_step_leads_only_from_its_states_and_with_its_reason(step: Step, states: list[str], reason: str) -> None:
    fine = bool(states) and set(states) <= FROM[step] and (step not in REASONED or reason == "x")
    if fine:
        check_step(step, states, reason)
    else:
        with pytest.raises(Refused):
            check_step(step, states, reason)


@given(dossiers=DOSSIERS)
def test_the_order_of_priority_keeps_the_groups_together(dossiers: list[Dossier]) -> None:
    order = ordered(dossiers)
    assert sorted(order, key=lambda one: one.pk) == sorted(dossiers, key=lambda one: one.pk)
    groups = [GROUPS[one.state] for one in order]
    assert groups == sorted(groups)


@given(dossiers=DOSSIERS, position=st.integers(-2, 20), data=st.data())
def test_moving_one_changes_the_place_of_no_two_others(dossiers: list[Dossier], position: int, data: st.DataObject) -> None:
    order = ordered(dossiers)
    one = data.draw(st.sampled_from(order))
    after = moved(order, one.pk, position)
    assert [other for other in after if other != one] == [other for other in order if other != one]
    groups = [GROUPS[other.state] for other in after]
    assert groups == sorted(groups)
    same = [place for place, other in enumerate(after, start=1) if GROUPS[other.state] == GROUPS[one.state]]
    assert after.index(one) + 1 == min(max(position, same[0]), same[-1])
