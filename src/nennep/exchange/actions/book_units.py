"""The sheet `Tổ chức`: units made, corrected, moved and ended."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from nennep.exchange.actions.book_context import Context, differences, first, logged
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_tree import check_units, levels
from nennep.exchange.rules.reason import reject, warn
from nennep.organizations.actions.steps import NewUnit, add_units, path_of, search_key
from nennep.organizations.models import Placement, Unit
from nennep.organizations.policy import can_edit_units
from nennep.people.actions.steps import renew_regions
from nennep.vietnamese.dates import PartialDate

TITLES = {
    "name": "Tên đơn vị",
    "kind_id": "Loại",
    "founded_on": "Ngày thành lập",
    "dissolved_on": "Ngày kết thúc",
    "parent": "Mã cấp trên",
}


def take_units(context: Context, rows: Sequence[BookRow]) -> None:
    """Take the units level by level, from the top."""
    check_units(rows)
    for level in levels(rows, context.units):
        new = [row for row in level if not _take_known(context, row)]
        _add(context, [row for row in new if _may_add(context, row)])


def _parent(context: Context, row: BookRow) -> Unit | None:
    return context.units.get(row["parent"].casefold()) if row["parent"] else None


def _may_add(context: Context, row: BookRow) -> bool:
    if row.rejected:
        return False
    if row["parent"] and _parent(context, row) is None:
        row.reasons.append(reject("parent_unknown", value=row["parent"]))
    elif not can_edit_units(context.actor, _parent(context, row)):
        row.reasons.append(reject("unit_out_of_reach", value=row["code"]))
    return not row.rejected


def _add(context: Context, rows: Sequence[BookRow]) -> None:
    made, changes = add_units(
        NewUnit(row["code"], row["name"], row["kind"], _parent(context, row), first(row["founded"]), _end(row["dissolved"]))
        for row in rows
    )
    context.ledger.created(Unit, [unit.pk for unit in made])
    context.ledger.created(Placement, Placement.objects.filter(unit__in=made).values_list("pk", flat=True))
    context.ledger.audit += changes
    for row, unit in zip(rows, made, strict=True):
        row.outcome = "created"
        context.remember(unit)


def _end(day: PartialDate | None) -> date | None:
    return day.last if day is not None else None


def _take_known(context: Context, row: BookRow) -> bool:
    """Correct a unit that is known already; say whether it is."""
    unit = _known(context, row)
    if unit is None:
        return False
    told = {
        "name": row["name"],
        "kind_id": row["kind"],
        "founded_on": first(row["founded"]),
        "dissolved_on": _end(row["dissolved"]),
    }
    columns = differences(row, {name: getattr(unit, name) for name in told}, told, TITLES)
    parent = _parent(context, row)
    moved = parent is not None and parent.pk != unit.parent_id
    if (columns or moved) and not can_edit_units(context.actor, unit):
        row.reasons.append(reject("unit_out_of_reach", value=row["code"]))
    elif moved and parent is not None and parent.path.startswith(unit.path):
        row.reasons.append(reject("unit_circle", value=row["parent"]))
    if row.rejected:
        return True
    if moved and parent is not None:
        row.reasons.append(warn("changed", field=TITLES["parent"], old=unit.parent.code if unit.parent else "", new=parent.code))
        _move(context, unit, parent)
    if columns:
        _correct(context, unit, columns)
    row.outcome = "updated" if columns or moved else "unchanged"
    return True


def _known(context: Context, row: BookRow) -> Unit | None:
    """Return the unit that a row means: the code tells it, and the day of its founding where a code was used again."""
    key, founded = row["code"].casefold(), first(row["founded"])
    same = context.same_code.get(key, [])
    if founded is None:
        return context.units.get(key)
    exact = next((unit for unit in same if unit.founded_on == founded), None)
    open_one = next((unit for unit in same if unit.dissolved_on is None), None)
    return exact or (open_one if row["dissolved"] is None or open_one is None or open_one.founded_on is None else None)


def _correct(context: Context, unit: Unit, columns: dict[str, tuple[Any, Any]]) -> None:
    for name, (_, new) in columns.items():
        setattr(unit, name, new)
    if "name" in columns:
        columns = {**columns, "search_key": (unit.search_key, search_key(unit.code, unit.name))}
        unit.search_key = columns["search_key"][1]
    unit.save(update_fields=[name.removesuffix("_id") for name in columns])
    if "dissolved_on" in columns:
        _change_placements(context, Placement.objects.filter(unit=unit, ends_on=None), ends_on=unit.dissolved_on)
    context.ledger.changed(
        Unit, unit.pk, {name: old for name, (old, _) in columns.items()}, {name: new for name, (_, new) in columns.items()}
    )
    context.log("exchange.update", "organizations.unit", unit.pk, unit.name, logged(columns), path=unit.path)


def _move(context: Context, unit: Unit, parent: Unit) -> None:
    """Put a unit under another from today, with all that is below it; where it stood before stays known."""
    before, above = unit.path, unit.parent
    after = path_of(unit.pk, parent.path)
    moving = list(Unit.objects.filter(path__startswith=before))
    for below in moving:
        path = after + below.path[len(before) :]
        context.ledger.changed(Unit, below.pk, {"path": below.path}, {"path": path})
        Unit.objects.filter(pk=below.pk).update(path=path)
        if (known := context.units.get(below.code.casefold())) is not None and known.pk == below.pk:
            known.path = path
    unit.path, unit.parent = after, parent
    unit.save(update_fields=["parent", "path"])
    renew_regions(units=[below.pk for below in moving])
    context.ledger.changed(Unit, unit.pk, {"parent_id": above and above.pk}, {"parent_id": parent.pk})
    placed = Placement.objects.filter(unit=unit, ends_on=None)
    if placed.filter(starts_on__gte=context.today).exists():
        _change_placements(context, placed, parent_id=parent.pk)
    else:
        _change_placements(context, placed, ends_on=context.today - timedelta(days=1))
        made = Placement.objects.create(unit=unit, parent=parent, starts_on=context.today)
        context.ledger.created(Placement, [made.pk])
    facts = {"parent": [above.code if above else None, parent.code]}
    context.log("exchange.update", "organizations.unit", unit.pk, unit.name, facts, path=unit.path)


def _change_placements(context: Context, placements: Iterable[Placement], **told: Any) -> None:
    for placement in placements:
        context.ledger.changed(Placement, placement.pk, {name: getattr(placement, name) for name in told}, told)
        Placement.objects.filter(pk=placement.pk).update(**told)
