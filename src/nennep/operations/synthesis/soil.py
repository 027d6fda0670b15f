"""What stands before anybody comes: programs with their rules, and the units that are planted one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nennep.core.bulk import insert_rows, take_keys
from nennep.operations.synthesis.plan import PlannedUnit
from nennep.organizations.actions.steps import path_of, search_key
from nennep.organizations.models import Placement, ServedUnit, Unit
from nennep.programs.models import Program, RuleSet

FOUNDED = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Planted:
    """A unit that is there."""

    pk: int
    path: str
    name: str


class Soil:
    """The units known by their codes, and the catalog, read once."""

    def __init__(self) -> None:
        self.units: dict[str, Planted] = {}
        self.programs = {program.code: program for program in Program.objects.all()}
        self._rules = list(RuleSet.objects.exclude(program=None).order_by("program_id", "starts_on"))

    def know(self, code: str) -> None:
        """Look a unit up that was there before.

        Raises:
            Unit.DoesNotExist: there is none in being.
        """
        unit = Unit.objects.get(code=code, dissolved_on=None)
        self.units[code] = Planted(unit.pk, unit.path, unit.name)

    def plant(self, planned: Sequence[PlannedUnit]) -> list[Planted]:
        """Insert units with their placements; those above come before those below."""
        keys, rows, placed, made = take_keys(Unit, len(planned)), [], [], []
        for key, one in zip(keys, planned, strict=True):
            above = self.units[one.above] if one.above else None
            unit = Planted(key, path_of(key, above.path if above else ""), one.name)
            self.units[one.code] = unit
            made.append(unit)
            parent = above.pk if above else None
            rows.append((one.code, one.name, one.kind, search_key(one.code, one.name), FOUNDED, parent, unit.path))
            placed.append((key, parent, FOUNDED))
        insert_rows(Unit, ("code", "name", "kind_id", "search_key", "founded_on", "parent_id", "path"), rows, keys)
        insert_rows(Placement, ("unit_id", "parent_id", "starts_on"), placed)
        return made

    def serve(self, served: Sequence[tuple[PlannedUnit, Sequence[str]]]) -> None:
        """Let providers serve units."""
        rows = [(self.units[provider.code].pk, self.units[code].pk, FOUNDED) for provider, codes in served for code in codes]
        insert_rows(ServedUnit, ("provider_id", "unit_id", "starts_on"), rows)

    def rules(self, program: str, day: date) -> RuleSet | None:
        """Return the rules of a program on a day."""
        pk = self.programs[program].pk
        in_force = [
            one
            for one in self._rules
            if one.program_id == pk
            and (one.starts_on is None or one.starts_on <= day)
            and (one.ends_on is None or day <= one.ends_on)
        ]
        return in_force[-1] if in_force else None
