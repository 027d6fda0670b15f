"""The verb that makes invented people: territory by territory, each of them whole or not at all."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from nennep.audit.actions import Change, record
from nennep.classes.models import Enrollment, TrainingClass
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.operations.setting_up import load_catalogs
from nennep.operations.synthesis import territory as land
from nennep.operations.synthesis.plan import Plan, Territory
from nennep.operations.synthesis.soil import Soil
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.records.models import Certificate, Completion

COUNTED = {
    "units": Unit, "people": Person, "memberships": Membership, "posts": Post, "succession_entries": SuccessionEntry,
    "theory_levels": TheoryLevel, "classes": TrainingClass, "enrollments": Enrollment, "completions": Completion, "certificates": Certificate,
}  # fmt: skip
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of one run: the plan, the seed of all chance, and the day on which everything is seen."""

    plan: Plan
    seed: int
    today: date


def above_all() -> str:
    """Return the code of the root of the tree that is there, '' where it is empty or has several."""
    roots = list(Unit.objects.filter(parent=None, dissolved_on=None).values_list("code", flat=True)[:2])
    return roots[0] if len(roots) == 1 else ""


def check_room(codes: list[str], *, beside: bool) -> None:
    """Refuse to put invented units among those that are there, unless a free code for one province is named.

    Raises:
        Refused: tree_not_empty, unit_code_taken.
    """
    if not beside and Unit.objects.exists():
        raise Refused("tree_not_empty")
    taken = Unit.objects.filter(code__in=codes, dissolved_on=None).first()
    if taken:
        raise Refused("unit_code_taken", code=taken.code)


def synthesize(actor: Actor, order: Order, tell: Tell) -> dict[str, int]:
    """Insert what the plan has and the database lacks; return how many rows of each kind came.

    Territories that are there already stay as they are: a run that was broken off is taken up again.
    """
    load_catalogs()
    before = _counts()
    root = order.plan.root
    if root and not Unit.objects.filter(code=root.code, dissolved_on=None).exists():
        plant_root(actor=actor, order=order)
    for one in order.plan.territories:
        if Unit.objects.filter(code=one.code, dissolved_on=None).exists():
            tell(one.people)
            continue
        settle_territory(actor=actor, territory=one, order=order, tell=tell)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    after = Counter(_counts())
    after.subtract(before)
    return dict(after)


@verb
def plant_root(*, actor: Actor, order: Order) -> None:
    """Insert the root of the tree.

    Raises:
        Forbidden: only the operator of the machine may.
    """
    require(actor.everywhere)
    soil = Soil()
    if order.plan.root:
        [root] = soil.plant([order.plan.root])
        record(actor, [_change(root.pk, root.name, root.path, order, 0)])


@verb
def settle_territory(*, actor: Actor, territory: Territory, order: Order, tell: Tell) -> None:
    """Insert a province or a ward with all its people.

    Raises:
        Forbidden: only the operator of the machine may.
    """
    require(actor.everywhere)
    soil = Soil()
    top = territory.upper[0] if territory.upper else territory.bodies[0].unit
    if top.above:
        soil.know(top.above)
    land.write(territory, soil, seed=order.seed, today=order.today, tell=tell)
    unit = soil.units[territory.code]
    record(actor, [_change(unit.pk, unit.name, unit.path, order, territory.people)])


def _change(pk: int, name: str, path: str, order: Order, people: int) -> Change:
    facts = {"people": people, "seed": order.seed, "day": order.today.isoformat()}
    return Change("operations.synthesize", Unit._meta.label_lower, pk, name, unit_path=path, changes=facts)


def _counts() -> dict[str, int]:
    return {name: model._default_manager.count() for name, model in COUNTED.items()}
