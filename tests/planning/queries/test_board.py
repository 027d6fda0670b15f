import pytest

from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.core.errors import NotVisible
from nennep.planning.actions.quota import Wish, share_out
from nennep.planning.queries import board, quota
from tests.conftest import QueriesAt
from tests.factories import organizations as units
from tests.factories import planning as make


def test_the_figures_of_a_row_add_up(db: None) -> None:
    ward = units.unit(kind="ward")
    cell = units.unit(parent=ward)
    account = make.quota(ward, 10)
    make.share(account, cell, 4)
    shown = board.board(units.actor_with(Role.OFFICER, ward), ward, make.YEAR)
    assert [row.unit for row in shown.rows] == [ward, cell]
    [top], [below] = (row.cells for row in shown.rows)
    assert top is not None
    assert (top.granted, top.shared, top.account.used, top.account.free) == (10, 4, 0, 6)
    assert below is not None
    assert (below.granted, below.shared, below.account.free) == (4, 0, 4)


def test_the_board_takes_the_same_queries_for_one_unit_and_for_three(queries_at: QueriesAt) -> None:
    ward = units.unit(kind="ward")
    account = make.quota(ward, 10)
    actor = units.actor_with(Role.OFFICER, ward)

    def add_cell() -> None:
        make.share(account, units.unit(parent=ward), 1)

    one, three = queries_at(lambda: board.board(actor, ward, make.YEAR), add_cell)
    assert one == three <= 7


def test_the_entries_behind_a_figure_add_up_to_it(db: None) -> None:
    ward = units.unit(kind="ward")
    cells = [units.unit(parent=ward), units.unit(parent=ward)]
    account = make.quota(ward, 10)
    wishes = [Wish(cell.pk, 0, 3) for cell in cells]
    share_out(actor=console(), account=account, wishes=wishes, basis="", now=clock.now())
    sums = quota.sums([account.pk])[account.pk]
    assert sum(entry.places for entry in quota.entries(account, "granted")) == sums.granted == 10
    assert -sum(entry.places for entry in quota.entries(account, "shared")) == sums.shared == 6


def test_a_quota_is_seen_from_its_unit_upward_only(db: None) -> None:
    ward = units.unit(kind="ward")
    mine, other = units.unit(parent=ward), units.unit(parent=ward)
    account = make.quota(ward, 10)
    of_mine, of_other = make.share(account, mine, 1), make.share(account, other, 1)
    secretary = units.actor_with(Role.CELL_SECRETARY, mine)
    assert quota.visible_or_404(secretary, of_mine.pk) == of_mine
    for hidden in (account, of_other):
        with pytest.raises(NotVisible):
            quota.visible_or_404(secretary, hidden.pk)
