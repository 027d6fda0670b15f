"""Steps on collections of units that verbs of several apps share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from nennep.audit.actions import Change, change
from nennep.core.errors import Refused
from nennep.organizations.models import Placement, Unit
from nennep.organizations.scope import REGION, STEP
from nennep.vietnamese.text import fold

BATCH = 2000
DEEPEST = 120  # characters that a path may have
PADDED = "substr('00000000' || {0}.id, -8)" if connection.vendor == "sqlite" else "lpad({0}.id::text, 8, '0')"
PLACES = """places (id, path) AS (
    SELECT top.id, {top} FROM organizations_unit AS top WHERE top.parent_id IS NULL
    UNION ALL
    SELECT below.id, places.path || {below} FROM organizations_unit AS below JOIN places ON below.parent_id = places.id
)""".format(top=PADDED.format("top"), below=PADDED.format("below"))  # noqa: S608  # nosec B608 - constants
MISPLACED = f"""WITH RECURSIVE {PLACES}
    SELECT unit.id, length(places.path), substr(unit.path, 1, %s) <> substr(places.path, 1, %s)
    FROM places JOIN organizations_unit AS unit ON unit.id = places.id WHERE unit.path <> places.path
"""  # noqa: S608  # nosec B608 - constants
RENEW = f"""WITH RECURSIVE {PLACES}
    UPDATE organizations_unit SET path = places.path FROM places
    WHERE organizations_unit.id = places.id AND organizations_unit.path <> places.path
"""  # noqa: S608  # nosec B608 - constants


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a unit needs to exist; `parent` may be one made in the same call, by its code."""

    code: str
    name: str
    kind: str
    parent: Unit | str | None = None
    founded_on: date | None = None
    dissolved_on: date | None = None


def path_of(unit_id: int, above: str) -> str:
    """Return the path of a unit below the path `above`."""
    return f"{above}{unit_id:0{STEP}d}"


def add_units(rows: Iterable[NewUnit]) -> tuple[list[Unit], list[Change]]:
    """Insert units with their first placement; parents must come before their children.

    Returns the units in the order given, with their paths, and the changes to audit.
    """
    asked = list(rows)
    units = Unit.objects.bulk_create(
        [
            Unit(
                code=row.code,
                name=row.name,
                kind_id=row.kind,
                search_key=search_key(row.code, row.name),
                founded_on=row.founded_on,
                dissolved_on=row.dissolved_on,
            )
            for row in asked
        ],
        batch_size=BATCH,
    )
    made = {unit.code: unit for unit in units}
    for unit, row in zip(units, asked, strict=True):
        unit.parent = made[row.parent] if isinstance(row.parent, str) else row.parent
        unit.path = path_of(unit.pk, unit.parent.path if unit.parent else "")
    Unit.objects.bulk_update(units, ["parent", "path"], batch_size=500)
    _place(units)
    return units, [change("organizations.add_unit", unit, unit_path=unit.path, code=unit.code) for unit in units]


def require_in_being(unit: Unit, on: date) -> None:
    """Stop what would begin at a unit after it ended.

    Raises:
        Refused: unit_ended.
    """
    if unit.dissolved_on is not None and unit.dissolved_on < on:
        raise Refused("unit_ended", unit=unit.name, day=unit.dissolved_on.strftime("%d/%m/%Y"))


def renew_paths() -> list[int]:
    """Write the paths anew that no longer follow from the parents, all in one statement; joins the caller's transaction.

    Returns the keys of the units that came into another region by it.

    Raises:
        Refused: tree_too_deep.
    """
    with connection.cursor() as cursor:
        cursor.execute(MISPLACED, [REGION, REGION])
        moved = cursor.fetchall()
        if any(length > DEEPEST for _key, length, _elsewhere in moved):
            raise Refused("tree_too_deep", levels=DEEPEST // STEP)
        cursor.execute(RENEW)
    return [key for key, _length, elsewhere in moved if elsewhere]


def _place(units: Sequence[Unit]) -> None:
    Placement.objects.bulk_create(
        (Placement(unit=unit, parent=unit.parent, starts_on=unit.founded_on, ends_on=unit.dissolved_on) for unit in units),
        batch_size=BATCH,
    )


def search_key(code: str, name: str) -> str:
    """Return the folded text by which a unit is found."""
    return fold(f"{code} {name}")[:240]
