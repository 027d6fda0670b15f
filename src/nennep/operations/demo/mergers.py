"""Reorganizations of the demonstration: one carried out with something left to settle, one that waits for its day."""

from datetime import date, timedelta

from nennep.operations.demo.stage import Stage, act
from nennep.operations.demo.tree import COMMUNE, NEIGHBOR
from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan
from nennep.reorganizations.rules.deed import Deed, Line

AGO = timedelta(days=45)
MERGED = [
    Line(1, Deed.MERGE, f"{NEIGHBOR}-K05", f"{NEIGHBOR}-K07", "Chi bộ tổ dân phố 5"),
    Line(2, Deed.MERGE, f"{NEIGHBOR}-K06", f"{NEIGHBOR}-K07"),
]
RENAMED = [Line(1, Deed.RENAME, f"{COMMUNE}-T01", name="Chi bộ thôn Phú Lộc Đông")]


def reorganize(stage: Stage) -> None:
    """Merge two cells of the neighbor some weeks ago; rename one of the commune on the first day of next month."""
    first_of_next = (stage.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    _do(stage, MERGED, stage.today - AGO, "118-QĐ/ĐU")
    _do(stage, RENAMED, first_of_next, "42-QĐ/ĐU")


def _do(stage: Stage, lines: list[Line], on: date, decision: str) -> None:
    plan = act(draft_plan, actor=stage.console, told=Told(lines, on, decision), now=stage.moment(0))
    act(carry_out, actor=stage.console, reorganization=plan, today=stage.today, now=stage.moment(0))
