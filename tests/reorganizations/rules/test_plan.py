"""What becomes of every unit under the lines of a plan."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nennep.reorganizations.rules.body import Body, Plan
from nennep.reorganizations.rules.deed import Deed, Line, Share
from nennep.reorganizations.rules.plan import make_plan

TREE = {
    body.key: body
    for body in (
        Body("T", "Tỉnh ủy", "province"),
        Body("H", "Huyện ủy", "district", "t"),
        Body("A", "Xã A", "commune", "h"),
        Body("B", "Xã B", "commune", "h"),
        Body("A1", "Chi bộ A1", "cell", "a"),
        Body("A2", "Chi bộ A2", "cell", "a"),
        Body("B1", "Chi bộ B1", "cell", "b"),
    )
}
KINDS = {"province", "district", "commune", "cell"}


def planned(*lines: Line) -> Plan:
    return make_plan(lines, TREE, KINDS)


def test_two_communes_merge_into_a_new_one_under_the_province() -> None:
    plan = planned(
        Line(2, Deed.MERGE, "A", "C", "Xã C", "commune", "T"), Line(3, Deed.MERGE, "B", "C"), Line(4, Deed.DISSOLVE, "H")
    )
    assert plan.problems == []
    assert plan.new == [Body("C", "Xã C", "commune", "t")]
    assert {key: plan.endings[key].main for key in plan.endings} == {"a": "c", "b": "c", "h": "t"}
    assert {key: body.parent for key, body in plan.after.items()} == {"a1": "c", "a2": "c", "b1": "c"}
    assert set(plan.implied.values()) == {""}


def test_what_a_divided_unit_held_goes_to_the_main_part_and_is_doubtful() -> None:
    plan = planned(
        Line(2, Deed.SPLIT, "A", "C", "Xã C", share=Share.PART),
        Line(3, Deed.SPLIT, "A", "D", "Xã D", share=Share.MAIN),
        Line(4, Deed.MOVE, "A1", parent="C"),
    )
    assert plan.problems == []
    assert plan.endings["a"].main == "d"
    assert plan.after["a1"].parent == "c"
    assert plan.after["a2"].parent == "d"
    assert plan.implied == {"a2": "divided"}


def test_a_part_cut_off_leaves_the_rest_as_it_is() -> None:
    plan = planned(Line(2, Deed.SPLIT, "A", "C", "Xã C"))
    assert not plan.ends("a")
    assert plan.after == {}
    assert plan.implied == {"a1": "divided", "a2": "divided"}


def test_a_unit_that_takes_others_in_goes_on() -> None:
    plan = planned(Line(2, Deed.MERGE, "A", "A", "Xã A mới"), Line(3, Deed.MERGE, "B", "A"))
    assert plan.problems == []
    assert not plan.ends("a")
    assert plan.after["a"].name == "Xã A mới"
    assert plan.after["b1"].parent == "a"


def test_a_code_may_pass_to_a_new_unit() -> None:
    plan = planned(Line(2, Deed.MERGE, "A", "B"), Line(3, Deed.ESTABLISH, "", "A", "Xã A mới", "commune", "T"))
    assert plan.problems == []
    assert plan.after["a1"].parent == "b"
    assert plan.new == [Body("A", "Xã A mới", "commune", "t")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Line(2, Deed.MERGE, "X", "C"), "unit_not_in_being"),
        (Line(2, Deed.MERGE, "A"), "line_needs_new"),
        (Line(2, Deed.RENAME, "A"), "line_needs_name"),
        (Line(2, Deed.MOVE, "A"), "line_needs_parent"),
        (Line(2, Deed.MOVE, "A", parent="X"), "parent_not_there"),
        (Line(2, Deed.RETYPE, "A", kind="kingdom"), "kind_unknown"),
        (Line(2, Deed.ESTABLISH, "", "A", "Xã A", "commune", "T"), "code_in_use"),
        (Line(2, Deed.MOVE, "A", parent="A1"), "circle"),
        (Line(2, Deed.DISSOLVE, "T"), "nobody_above"),
        (Line(2, Deed.RENAME, "A", "B", "Xã B"), "code_in_use"),
    ],
)
def test_what_cannot_be_done_is_said(line: Line, code: str) -> None:
    assert code in [problem.code for problem in planned(line).problems]


def test_a_target_may_not_end_itself() -> None:
    plan = planned(Line(2, Deed.MERGE, "A", "B"), Line(3, Deed.MERGE, "B", "A"))
    assert "target_ends" in [problem.code for problem in plan.problems]


codes = st.sampled_from(["T", "H", "A", "B", "A1", "A2", "B1", *string.ascii_uppercase[2:6]])
lines = st.builds(
    Line,
    number=st.integers(2, 99),
    deed=st.sampled_from(Deed),
    old=codes,
    new=st.one_of(st.just(""), codes),
    name=st.sampled_from(["", "Tên"]),
    kind=st.sampled_from(["", "commune"]),
    parent=st.one_of(st.just(""), codes),
    share=st.sampled_from([None, *Share]),
)


@given(st.lists(lines, max_size=8))
def test_a_plan_without_problems_loses_nobody(told: list[Line]) -> None:
    plan = planned(*told)
    if plan.problems:
        return
    after = {key: body for key, body in TREE.items() if not plan.ends(key)} | plan.after | {one.key: one for one in plan.new}
    for key in TREE:
        assert key in after or plan.endings[key].main in after
    for key in after:
        line = [key]
        while line[-1]:
            assert line[-1] in after
            assert line.count(line[-1]) == 1
            line.append(after[line[-1]].parent)
