"""The region kept with each person against the one that memberships and tree give, after every step of random walks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db.models import Q

from nennep.core.actors import Role, console
from nennep.core.errors import Refused
from nennep.exchange.actions.undo import undo_import
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.models import ImportBatch
from nennep.exchange.rules.book import read_year_book
from nennep.operations import examination
from nennep.organizations.models import Unit
from nennep.people.actions.membership import change_standing, end_membership, transfer_people
from nennep.people.actions.person import add_person
from nennep.people.actions.steps import renew_regions
from nennep.people.models import Membership, Person, Standing
from nennep.people.policy import people_in_reach
from nennep.people.queries import person as queries
from nennep.people.queries.person import PersonFilter, listed, visible
from nennep.people.queries.region import astray
from nennep.programs import catalog as programs
from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan, undo_plan
from nennep.reorganizations.actions.point import settle_points
from nennep.reorganizations.models import OpenPoint, Reorganization, State
from nennep.reorganizations.rules.deed import Deed, Line, Share
from tests.exchange.sheets import book
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
STEPS = 20
UNITS = ["Mã đơn vị", "Tên đơn vị", "Loại", "Mã cấp trên"]
PEOPLE = ["Mã người", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Diện", "Ngày vào Đảng", "Ngày chính thức"]


def told() -> dict[int, str]:
    """Return the region of each person, from the rows, without the database's help."""
    regions = dict.fromkeys(Person.objects.values_list("pk", flat=True), "")
    last: dict[int, tuple[date, int]] = {}
    for row in Membership.objects.select_related("unit"):
        place = (row.ends_on or date.max, row.pk)
        if place >= last.get(row.person_id, (date.min, 0)):
            last[row.person_id], regions[row.person_id] = place, row.unit.path[:16]
    return regions


class Land:
    """A root with two provinces of wards and cells, people at every level, and a day that goes on."""

    def __init__(self, seed: int) -> None:
        self.chance, self.day, self.number = Random(seed), date(2025, 1, 1), 0
        root = unit("TW", kind="central")
        for province in (unit("T1", parent=root, kind="province"), unit("T2", parent=root, kind="province")):
            for ward in (unit(f"{province.code}{name}", parent=province, kind="ward") for name in "AB"):
                for cell in (unit(f"{ward.code}{at}", parent=ward) for at in (1, 2)):
                    person(cell)
        self.steps: list[Callable[[], object]] = [
            self.add, self.transfer, self.transfer, self.leave, self.recognize, self.move, self.merge, self.split, self.settle, self.undo,
            self.book, self.take_book_back,
        ]  # fmt: skip

    def unit(self, *kinds: str) -> Unit:
        units = Unit.objects.filter(dissolved_on=None).order_by("pk")
        return self.chance.choice(list(units.filter(kind__in=kinds) if kinds else units))

    def somebody(self) -> Person:
        return self.chance.choice(list(Person.objects.order_by("pk")))

    def step(self) -> str:
        """Do something; return what, '' where it was refused: then it must have left the regions alone too."""
        self.day += timedelta(days=5)
        step = self.chance.choice(self.steps)
        try:
            step()
        except Refused:
            return ""
        return step.__name__

    def add(self) -> None:
        self.number += 1
        values = {"code": f"N{self.number}", "full_name": "Nguyễn Văn Mới", "born_on": date(1990, 1, 1)}
        add_person(actor=console(), unit=self.unit(), standing=Standing.NON_MEMBER, values=values, today=self.day)

    def transfer(self) -> None:
        transfer_people(actor=console(), people=[self.somebody()], to=self.unit(), on=self.day)

    def leave(self) -> None:
        end_membership(actor=console(), person=self.somebody(), on=self.day, reason="chuyển đi")

    def recognize(self) -> None:
        change_standing(actor=console(), person=self.somebody(), standing=Standing.PROBATIONARY, on=self.day)

    def _carry_out(self, *lines: Line) -> None:
        plan = draft_plan(actor=console(), told=Told(lines, self.day, str(self.day)), now=NOW)
        carry_out(actor=console(), reorganization=plan, today=self.day, now=NOW)

    def move(self) -> None:
        self._carry_out(Line(2, Deed.MOVE, self.unit("ward", "cell").code, parent=self.unit("central", "province", "ward").code))

    def merge(self) -> None:
        kind = self.chance.choice(("province", "ward", "cell"))
        self._carry_out(Line(2, Deed.MERGE, self.unit(kind).code, self.unit(kind).code))

    def split(self) -> None:
        old, self.number = self.unit("province", "ward"), self.number + 1
        parts = [
            Line(at, Deed.SPLIT, old.code, f"S{self.number}-{at}", f"Phần {at}", share=share)
            for at, share in ((2, Share.MAIN), (3, Share.PART))
        ]
        self._carry_out(*parts)

    def settle(self) -> None:
        points = OpenPoint.objects.filter(settled_at=None).order_by("pk")
        for point in points.select_related("reorganization", "was_at")[:3]:
            heirs = Unit.objects.filter(predecessor_links__predecessor=point.was_at).order_by("pk")
            settle_points(
                actor=console(), reorganization=point.reorganization, points=[point], to=self.chance.choice([None, *heirs]), now=NOW
            )

    def undo(self) -> None:
        plan = Reorganization.objects.filter(state=State.APPLIED).order_by("-pk").first()
        if plan is not None:
            undo_plan(actor=console(), reorganization=plan)

    def book(self) -> None:
        self.number += 1
        moving, above = self.unit("ward", "cell"), self.unit("province", "ward")
        someone, home = self.somebody(), self.unit()
        rows = [
            [someone.code, someone.full_name, None, home.code, "chính thức", "5/6/2004", "5/6/2005"],
            [f"B{self.number}", "Trần Thị Sổ", "1990", self.unit().code, "quần chúng"],
        ]
        units = [moving.code, moving.name, moving.kind.name, above.code]
        made = book(**{"Tổ chức": [UNITS, units], "Nhân sự": [PEOPLE, *rows]})
        parts = read_year_book(made, self.day)
        import_workbook(actor=console(), unit=None, parts=parts, file_name="s.xlsx", today=self.day, now=NOW)

    def take_book_back(self) -> None:
        batch = ImportBatch.objects.filter(state="done").order_by("-pk").first()
        if batch is not None:
            undo_import(actor=console(), batch=batch, now=NOW)


@pytest.mark.parametrize("seed", range(4))
def test_the_region_follows_every_step(seed: int) -> None:
    programs.load()
    land, done = Land(seed), Counter[str]()
    for _ in range(STEPS):
        done[land.step()] += 1
        assert dict(Person.objects.values_list("pk", "region")) == told()
    assert not astray().exists()
    assert done.total() - done[""] >= STEPS // 3
    regions = set(told().values())
    assert len(regions) > 1
    for path in regions:  # the list of a province is that of the cells below it
        top = Unit.objects.get(path=path)
        below = [row.person_id for row in Membership.objects.filter(unit__path__startswith=path, ends_on=None)]
        seen = set(visible(actor_with(Role.OFFICER, top)).values_list("pk", flat=True))
        assert seen >= set(below)
        assert seen == {pk for pk, region in told().items() if region.startswith(path)}


def test_who_left_is_seen_where_the_last_membership_was() -> None:
    """Not by those whose own people moved on before, and in the province as in its cells."""
    root = unit("TW", kind="central")
    first, second = (unit(code, parent=root, kind="province") for code in ("T1", "T2"))
    cells = [unit(f"{top.code}-C", parent=unit(f"{top.code}-W", parent=top, kind="ward")) for top in (first, second)]
    gone = person(cells[0])
    transfer_people(actor=console(), people=[gone], to=cells[1], on=date(2025, 2, 1))
    end_membership(actor=console(), person=gone, on=date(2025, 3, 1), reason="chuyển ra ngoài Đảng bộ")
    seen = {at.code: set(visible(actor_with(Role.OFFICER, at))) for at in (root, first, second, *cells)}
    assert seen == {"TW": {gone}, "T1": set(), "T1-C": set(), "T2": {gone}, "T2-C": {gone}}


def test_the_reach_of_roots_and_provinces_is_told_apart() -> None:
    """Two roots, and grants at several places; a list narrowed to a province holds who belongs there now."""
    tops = [unit(code, kind="central") for code in ("R1", "R2")]
    provinces = [unit(f"{top.code}-{at}", parent=top, kind="province") for top in tops for at in (1, 2)]
    at_home = {one.code: person(one) for one in (*tops, *provinces)}
    of_root = actor_with(Role.OFFICER, tops[0])
    assert set(visible(of_root)) == {at_home["R1"], at_home["R1-1"], at_home["R1-2"]}
    both = replace(of_root, grants=(*of_root.grants, *actor_with(Role.OFFICER, provinces[2]).grants))
    assert set(visible(both)) == {at_home[code] for code in ("R1", "R1-1", "R1-2", "R2-1")}
    end_membership(actor=console(), person=at_home["R1-2"], on=date(2025, 3, 1), reason="chuyển đi")
    today = date(2025, 4, 1)
    assert list(listed(of_root, PersonFilter(path=provinces[0].path), today)) == [at_home["R1-1"]]
    assert not listed(of_root, PersonFilter(path=provinces[1].path), today).exists()
    assert not listed(of_root, PersonFilter(path=provinces[2].path), today).exists()


def test_a_cell_inside_of_a_province_adds_nothing_to_its_reach() -> None:
    """And does not send the list through the units again."""
    province = unit("T", parent=unit("TW", kind="central"), kind="province")
    officer, secretary = actor_with(Role.OFFICER, province), actor_with(Role.CELL_SECRETARY, unit(parent=province))
    both = replace(officer, grants=(*secretary.grants, *officer.grants))
    assert people_in_reach(both) == people_in_reach(officer) == Q(region=province.path)


def test_of_a_frequent_name_a_country_shows_some_and_a_province_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those entered first, in order; the page says that there are more."""
    monkeypatch.setattr(queries, "MOST", 3)
    root = unit("TW", kind="central")
    province = unit("T", parent=root, kind="province")
    names = ("Lê Văn Yên", "Lê Văn An", "Lê Văn Bình", "Lê Văn Cường", "Lê Văn Dũng")
    for name in names:
        person(province, full_name=name)
    pages = [queries.page(actor_with(Role.OFFICER, at), PersonFilter(q="van le"), "1", date(2026, 1, 1)) for at in (root, province)]
    assert [[one.full_name for one in page] for page in pages] == [
        ["Lê Văn An", "Lê Văn Bình", "Lê Văn Yên"],
        ["Lê Văn An", "Lê Văn Bình", "Lê Văn Cường", "Lê Văn Dũng", "Lê Văn Yên"],
    ]
    assert [(page.paginator.count, page.paginator.is_capped) for page in pages] == [(3, True), (5, False)]  # type: ignore[attr-defined]
    assert len(queries.search(actor_with(Role.OFFICER, root), "le van", 4)) == 4


def test_doctor_finds_a_region_that_went_astray() -> None:
    one = person(unit("W", parent=unit("P", kind="province"), kind="ward"))
    assert not list(examination.regions())
    Person.objects.filter(pk=one.pk).update(region="")
    assert len(list(examination.regions())) == 1
    renew_regions(people=[one.pk])
    assert not list(examination.regions())
