"""Which units there will be, with how many people: a ward, a province, a country (DOMAIN.md section 6), or the places of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from nennep.operations.synthesis import places

WARD, PROVINCE = 5_000, 400_000  # up to so many people it is a ward, a province
IN_PROVINCE, IN_COMMUNE = 165_000, 1_686  # 5.6 million in 34 provinces and 3,321 communes
BASES, CELLS = 52_000 / 5_600_000, 250_000 / 5_600_000
A_CENTER = 3  # communes share a political center
ALONE = 0.4  # of the base organizations, cells that stand directly below the committee
FEWEST = 5  # people of a cell
ROOT = "TW"


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit to be, below the unit with the code `above` ('' for none)."""

    code: str
    name: str
    kind: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A committee of a commune or ward: how many people, base organizations and cells it has; `center` teaches it."""

    unit: PlannedUnit
    people: int
    bases: int
    cells: int
    center: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A province or a single ward: what is written in one transaction. `centers` maps their units to the codes they serve."""

    upper: Sequence[PlannedUnit]
    bodies: Sequence[Body]
    centers: Sequence[tuple[PlannedUnit, Sequence[str]]]
    school: PlannedUnit | None = None

    @property
    def code(self) -> str:
        """The code of its highest unit."""
        return self.upper[0].code if self.upper else self.bodies[0].unit.code

    @property
    def people(self) -> int:
        """How many people it has."""
        return sum(body.people for body in self.bodies)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is asked: the root above the territories, if there is to be one."""

    root: PlannedUnit | None
    territories: Sequence[Territory]

    @property
    def people(self) -> int:
        """How many people it has."""
        return sum(one.people for one in self.territories)


@dataclass(frozen=True, slots=True)
class Node:
    """A place of a list: a province, district or commune with what lies below it."""

    level: str
    code: str
    name: str
    below: list["Node"] = field(default_factory=list)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Divide `total` in proportion to `weights`: whole numbers whose sum is `total`."""
    whole, reached, given, parts = sum(weights) or 1, 0.0, 0, []
    for weight in weights:
        reached += weight
        upto = round(total * reached / whole)
        parts.append(upto - given)
        given = upto
    return parts


def plan(people: int, seed: int, province: str = "", above: str = "") -> Plan:
    """Plan by size; a `province` of that code is planned as one whatever its size, below the unit `above` ('' for none)."""
    chance = Random(f"{seed}/plan")  # noqa: S311 - invented people, no secrets
    if province or WARD < people <= PROVINCE:
        return Plan(None, [_province(province or "T01", people, chance, above)])
    if people <= WARD:
        return Plan(None, [_ward(people, chance)])
    count = max(2, round(people / IN_PROVINCE))
    sizes = shares(people, [chance.uniform(0.5, 1.5) for _ in range(count)])
    territories = [_province(f"T{at:02d}", size, chance, ROOT) for at, size in enumerate(sizes, 1)]
    return Plan(PlannedUnit(ROOT, "Trung ương", "central"), territories)


def plan_of_places(provinces: Sequence[Node], people: int, seed: int, above: str = "") -> Plan:
    """Plan the units of a list of places with so many people; several provinces get a root, one stands below `above`."""
    chance = Random(f"{seed}/plan")  # noqa: S311 - invented people, no secrets
    root = PlannedUnit(ROOT, "Trung ương", "central") if len(provinces) > 1 and not above else None
    top = root.code if root else above
    weights = [chance.uniform(0.6, 1.4) for province in provinces for _ in _leaves(province)]
    sizes = iter(shares(people, weights))
    return Plan(root, [_of_places(province, sizes, top) for province in provinces])


def _leaves(node: Node) -> list[Node]:
    return [leaf for one in node.below for leaf in _leaves(one)] if node.below else [node]


def _ward(people: int, chance: Random) -> Territory:
    name = places.commune(chance)
    unit = PlannedUnit("P01", f"Đảng ủy phường {name}", "ward")
    center = PlannedUnit("P01-TTCT", f"Trung tâm Chính trị phường {name}", "political_center", unit.code)
    return Territory([], _bodies([unit], [people], [center.code]), [(center, [unit.code])])


def _province(code: str, people: int, chance: Random, above: str) -> Territory:
    digits = "".join(c for c in code if c.isdecimal())
    name = places.PROVINCES[int(digits or 0) % len(places.PROVINCES)]
    top = PlannedUnit(code, f"Tỉnh ủy {name}", "province", above)
    count = max(1, round(people / IN_COMMUNE))
    units = [_commune(f"{code}-{at:03d}", at, code, chance) for at in range(1, count + 1)]
    centers: list[tuple[PlannedUnit, list[str]]] = []
    for at in range(0, count, A_CENTER):
        host = units[at]
        center = PlannedUnit(
            f"{host.code}-TTCT", f"Trung tâm Chính trị {host.name.removeprefix('Đảng ủy ')}", "political_center", host.code
        )
        centers.append((center, [unit.code for unit in units[at : at + A_CENTER]]))
    sizes = shares(people, [chance.uniform(0.4, 1.6) for _ in units])
    bodies = _bodies(units, sizes, [centers[at // A_CENTER][0].code for at in range(count)])
    return Territory([top], bodies, centers, _school(top, name))


def _school(top: PlannedUnit, name: str) -> PlannedUnit:
    return PlannedUnit(f"{top.code}-TCT", f"Trường Chính trị {name}", "political_school", top.code)


def _commune(code: str, at: int, above: str, chance: Random) -> PlannedUnit:
    kind, title = ("ward", "phường") if at % places.WARD_EVERY == 0 else ("commune", "xã")
    return PlannedUnit(code, f"Đảng ủy {title} {places.commune(chance)}", kind, above)


def _bodies(units: Sequence[PlannedUnit], sizes: Sequence[int], centers: Sequence[str]) -> list[Body]:
    """Give the committees their base organizations and cells, in the proportions of the country."""
    people = sum(sizes)
    bases, cells = shares(round(people * BASES), sizes), shares(round(people * CELLS), sizes)
    return [
        Body(unit, size, max(1, base), max(1, base, min(cell, size // FEWEST)), center)
        for unit, size, base, cell, center in zip(units, sizes, bases, cells, centers, strict=True)
    ]


def _of_places(province: Node, sizes: Iterable[int], above: str) -> Territory:
    upper: list[PlannedUnit] = [_unit(province, above)]
    leaves: list[PlannedUnit] = []
    taught_by: dict[str, str] = {}
    centers: list[tuple[PlannedUnit, list[str]]] = []
    for node in province.below:
        own = _unit(node, province.code)
        below = [_unit(leaf, node.code) for leaf in node.below] or [own]
        if node.below:
            upper.append(own)
        if node.below or not centers or len(centers[-1][1]) >= A_CENTER:
            name = f"Trung tâm Chính trị {node.name}"
            centers.append((PlannedUnit(f"{node.code}-TTCT", name, "political_center", node.code), []))
        centers[-1][1].extend([own.code] if node.below else [unit.code for unit in below])
        taught_by |= {unit.code: centers[-1][0].code for unit in below}
        leaves += below
    counted = [size for _, size in zip(leaves, sizes, strict=False)]
    bodies = _bodies(leaves, counted, [taught_by[unit.code] for unit in leaves])
    return Territory(upper, bodies, centers, _school(upper[0], province.name))


def _unit(node: Node, above: str) -> PlannedUnit:
    name, kind = places.body_at(node.name, node.level)
    return PlannedUnit(node.code, name, kind, above)


def inside(body: Body, chance: Random) -> tuple[list[PlannedUnit], list[tuple[int, int]]]:
    """Return the units below a committee, those above before those below, and (place of the cell among them, people) for its cells."""
    alone = body.bases if body.cells == body.bases else min(round(body.bases * ALONE), body.bases - 1)
    committees = body.bases - alone
    code = body.unit.code
    units = [
        PlannedUnit(
            f"{code}-{at:02d}", f"Chi bộ {places.OFFICES[at % len(places.OFFICES)]} {_numeral(at)}".strip(), "base_cell", code
        )
        for at in range(1, alone + 1)
    ]
    homes = list(range(alone))
    below = shares(max(0, body.cells - alone - 2 * committees), [chance.uniform(0.5, 1.5) for _ in range(committees)])
    for at, number in enumerate(below, alone + 1):
        base = PlannedUnit(f"{code}-{at:02d}", f"Đảng bộ khối {at}", "base_committee", code)
        units.append(base)
        for cell in range(1, max(1, number + 2) + 1):
            homes.append(len(units))
            units.append(PlannedUnit(f"{base.code}-{cell:02d}", f"Chi bộ tổ {cell}, khối {at}", "cell", base.code))
    sizes = shares(body.people, [chance.uniform(0.6, 1.4) for _ in homes])
    return units, list(zip(homes, sizes, strict=True))


def _numeral(at: int) -> str:
    turn = at // len(places.OFFICES)
    return str(turn + 1) if turn else ""
