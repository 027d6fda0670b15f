"""Invented people in any number: the same for the same seed, and records that the program can work on."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nennep.audit.models import Entry
from nennep.classes.models import Enrollment, TrainingClass
from nennep.core.actors import Actor, Role
from nennep.core.errors import Forbidden
from nennep.operations import setting_up
from nennep.operations.actions.synthesis import Order, synthesize
from nennep.operations.synthesis.plan import CELLS, inside, plan, shares
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person
from nennep.records.models import Completion
from nennep.vietnamese.names import is_plausible_name
from tests.factories import organizations

DAY = date(2026, 11, 22)
PLACES = """level,code,name,parent
province,P1,Tỉnh Lam Giang,
district,D1,Huyện Phú Lộc,P1
district,D2,Huyện đảo Hòn Sơn,P1
commune,C1,Xã Hòa An,D1
commune,C2,Thị trấn Tân Thịnh,D1
province,P2,Thành phố Vân Khê,
district,D3,Quận Một,P2
commune,C3,Phường Hai,D3
"""


@pytest.fixture
def empty(db: None) -> None:
    """A database as `nennep setup` leaves it."""
    setting_up.load_catalogs()


def made(*arguments: str) -> dict[str, int]:
    """Run the command and return its summary."""
    out = StringIO()
    call_command("synthesize", *arguments, "--day", DAY.isoformat(), "--format", "json", stdout=out, stderr=StringIO())
    summary: dict[str, int] = json.loads(out.getvalue())
    return summary


def rows() -> list[object]:
    """Return what was made, as plain values."""
    people = Person.objects.order_by("pk").values_list(
        "code", "full_name", "sort_key", "search_key", "born_on", "admitted_on", "citizen_no", "phone", "created_at"
    )
    belongs = Membership.objects.order_by("pk").values_list("person__code", "unit__code", "standing", "starts_on", "ends_on")
    learned = Completion.objects.order_by("pk").values_list("person__code", "source", "completed_on", "mark", "certificate__token")
    return [*people, *belongs, *learned]


@given(total=st.integers(0, 10**7), weights=st.lists(st.floats(0.1, 10), min_size=1, max_size=50))
def test_shares_lose_nobody(total: int, weights: list[float]) -> None:
    """The parts are the whole, and none is negative."""
    parts = shares(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0


@pytest.mark.parametrize("people", [1, 30, 335, 2_000, 4_999, 60_000, 1_000_000])
def test_a_plan_has_everybody(people: int) -> None:
    """A ward, a province or a country: as many people as asked, and cells in the proportion of the country."""
    planned = plan(people, 7)
    bodies = [body for one in planned.territories for body in one.bodies]
    assert planned.people == sum(body.people for body in bodies) == people
    assert bool(planned.root) == (people > 400_000)
    units, homes = inside(bodies[0], Random(1))
    assert sum(size for _, size in homes) == bodies[0].people
    assert {units[place].kind for place, _ in homes} <= {"cell", "base_cell"}
    if people > 10_000:
        assert sum(body.cells for body in bodies) == pytest.approx(people * CELLS, rel=0.02)


def test_a_ward_of_two_thousand(empty: None) -> None:
    """The command fills the tables; each person belongs to one cell, and every fact to somebody."""
    summary = made("--people", "2000", "--seed", "5")
    assert summary["people"] == Person.objects.count() == 2000
    assert Membership.objects.filter(ends_on=None).count() == 2000
    assert not Membership.objects.exclude(unit__kind__is_cell=True).exists()
    assert Enrollment.objects.values("training_class").annotate(n=Count("pk")).filter(n__gt=60).count() == 0
    years = set(TrainingClass.objects.values_list("opens_on__year", flat=True))
    assert len(years) >= 10
    assert all(is_plausible_name(name) for name in Person.objects.values_list("full_name", flat=True)[:200])
    assert Unit.objects.filter(kind="political_center").get().served.count() == 1
    assert Entry.objects.filter(action="operations.synthesize").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_seed_gives_the_same_rows() -> None:
    """Whatever came before in the process; another seed gives others."""
    kept = []
    for seed in ("5", "5", "6"):
        call_command("flush", interactive=False, verbosity=0)
        made("--people", "300", "--seed", seed)
        kept.append(rows())
    assert kept[0] == kept[1]
    assert kept[0] != kept[2]


def test_real_units_are_left_alone(empty: None) -> None:
    """Into a tree that is there nothing comes by itself; one province may be named, once."""
    organizations.unit("TINH", kind="province")
    with pytest.raises(CommandError, match="--province"):
        made("--people", "300")
    made("--people", "300", "--province", "T07")
    assert Unit.objects.get(code="T07").parent == Unit.objects.get(code="TINH")
    with pytest.raises(CommandError, match="T07"):
        made("--people", "300", "--province", "T07")
    assert Person.objects.count() == 300


def test_the_tree_of_a_list(empty: None, tmp_path: Path) -> None:
    """Provinces, districts and communes of a list bear its codes; a district without communes has the people itself."""
    path = tmp_path / "places.csv"
    path.write_text(PLACES, encoding="utf-8")
    made("--people", "400", "--tree", str(path))
    assert Unit.objects.get(code="C2").path.startswith(Unit.objects.get(code="D1").path)
    kinds = dict(Unit.objects.filter(code__in=["P1", "P2", "D1", "D2", "C1", "C2", "C3"]).values_list("code", "kind_id"))
    assert kinds == {
        "P1": "province", "P2": "province", "D1": "district", "D2": "district", "C1": "commune", "C2": "township", "C3": "ward",
    }  # fmt: skip
    for code in ("D2", "C1", "C2", "C3"):
        here = Unit.objects.get(code=code).path
        assert Membership.objects.filter(unit__path__startswith=here, ends_on=None).exists()
    assert Person.objects.count() == 400


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "level,code,name,parent\ncommune,C1,Xã Một,D9\n"])
def test_a_list_that_is_none_is_refused(empty: None, tmp_path: Path, content: str) -> None:
    """With a sentence, and nothing is made."""
    path = tmp_path / "places.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError):
        made("--people", "400", "--tree", str(path))
    assert not Unit.objects.exists()


def test_a_broken_run_is_taken_up_again(empty: None) -> None:
    """What is there stays, what lacks comes: nobody twice."""
    console = Actor(user_id=None, name="test", everywhere=True)
    whole = plan(1_500, 3, "T01")
    order = Order(whole, 3, DAY)
    synthesize(console, order, lambda _: None)
    again = synthesize(console, order, lambda _: None)
    assert Person.objects.count() == 1_500
    assert not any(again.values())


def test_only_the_operator_makes_people(empty: None) -> None:
    """An account does not, whatever its role."""
    order = Order(plan(300, 3), 3, DAY)
    with pytest.raises(Forbidden):
        synthesize(Actor(user_id=1, name="test"), order, lambda _: None)
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    "page", ["/", "/people/", "/obligations/", "/reports/", "/classes/", "/organizations/", "/people/?q=nguyen"]
)
def test_pages_show_what_was_made(empty: None, page: str) -> None:
    """An officer of the ward finds the people, their obligations and the figures."""
    made("--people", "400", "--seed", "5")
    client = Client()
    client.force_login(organizations.user_with(Role.OFFICER, Unit.objects.get(parent=None)))
    answer = client.get(page)
    assert answer.status_code == 200
