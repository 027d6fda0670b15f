"""The reorganization of 1 July 2025 in one province, from a sheet, with people, classes and quotas attached."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from nennep.core.actors import console
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.models import Unit, UnitKind
from nennep.people.models import Membership
from nennep.planning.models import QuotaAccount
from nennep.reorganizations.actions.plan import undo_plan
from nennep.reorganizations.models import OpenPoint, Reorganization
from nennep.reorganizations.reading import COLUMNS, SHEET
from nennep.reorganizations.rules.deed import DEED_WORDS, SHARE_WORDS
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from tests.factories import classes, organizations, people, planning, reform
from tests.factories.reorganizations import everything

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[3] / "shared/data/reform-2025"
NEW = "NP96"  # Cà Mau, with Bạc Liêu


def sheet(path: Path) -> Path:
    """Write the plan as an office would."""
    names = dict(UnitKind.objects.values_list("code", "name"))
    rows = [
        (
            DEED_WORDS[one.deed][0],
            one.old,
            one.new,
            one.name,
            names.get(one.kind, ""),
            one.parent,
            SHARE_WORDS[one.share][0] if one.share else "",
        )
        for one in reform.lines(DATA, {NEW})
    ]
    write_xlsx(path, [OutSheet(SHEET, [OutColumn(titles[0]) for titles in COLUMNS.values()], rows)])
    return path


def province() -> None:
    """Make the old provinces, with a cell in each commune, people, a center with a class, and quotas."""
    organizations.unit("X")
    units, _ = add_units(reform.units_before(DATA, NEW))
    communes = [unit for unit in units if unit.kind_id == "commune"]
    cells, _ = add_units(
        NewUnit(f"{unit.code}.{number}", f"Chi bộ {number}", "cell", unit, reform.FOUNDED) for unit in communes for number in (1, 2)
    )
    for cell in cells[::4]:
        people.person(cell)
    for unit in communes[::20]:
        people.person(unit)
    districts = [unit for unit in units if unit.kind_id == "district"]
    center = organizations.unit("TTCT", parent=districts[0], kind="political_center")
    training = classes.training_class(center)
    classes.enroll(training, people.person(cells[0]), sender=communes[0])
    top = planning.quota(next(unit for unit in units if unit.kind_id == "province"), 50)
    planning.share(top, districts[0], 20)


def totals() -> tuple[int, int, int]:
    open_rows = Membership.objects.filter(ends_on=None)
    places = sum(QuotaAccount.objects.values_list("balance", flat=True))
    return open_rows.values("person").distinct().count(), open_rows.count(), places


def reorganize(path: Path, **options: object) -> dict[str, object]:
    out = StringIO()
    call_command("reorganize", path, format="json", stdout=out, **options)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]  # as the command prints


def test_nobody_is_lost_and_all_comes_back(tmp_path: Path) -> None:
    province()
    path, before, sums = sheet(tmp_path / "plan.xlsx"), everything(), totals()
    tried = reorganize(path, dry_run=True, on=reform.DAY)
    assert everything() == before
    told = reorganize(path, on=reform.DAY)
    assert (told["counts"], told["points"]) == (tried["counts"], tried["points"])
    expected = {row["code"] for row in reform.table(DATA, "units_after.csv") if NEW in (row["code"], row["parent"])}
    assert (
        set(Unit.objects.filter(kind__in=("province", "district", "commune"), dissolved_on=None).values_list("code", flat=True))
        == expected
    )
    assert totals() == sums
    assert not Membership.objects.filter(ends_on=None).exclude(unit__dissolved_on=None).exists()
    assert reorganize(path, on=reform.DAY)["unchanged"]
    undo_plan(actor=console(), reorganization=Reorganization.objects.get())
    assert everything() == before


def test_cells_of_a_divided_commune_are_on_the_worklist(tmp_path: Path) -> None:
    province()
    reorganize(sheet(tmp_path / "plan.xlsx"), on=reform.DAY)
    divided = {one.old for one in reform.lines(DATA, {NEW}) if one.share}
    points = OpenPoint.objects.filter(model="organizations.Unit", reason="divided")
    assert set(points.values_list("was_at__code", flat=True)) == divided
    assert points.count() == 2 * len(divided)
    main = {one.old: one.new for one in reform.lines(DATA, {NEW}) if one.share == "part-default"}
    assert all(point.placed_at.code == main[point.was_at.code] for point in points)
