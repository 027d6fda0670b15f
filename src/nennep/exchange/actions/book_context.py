"""What all sheets of a year book share while it is taken in: what is known by code, and what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from django.db.models import Q

from nennep.audit.actions import Change
from nennep.core.actors import Actor
from nennep.core.plain import plain
from nennep.exchange.actions.ledger import Ledger
from nennep.exchange.models import ImportBatch
from nennep.exchange.queries.known import chunks, spellings
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.reason import reject, warn
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.people.models import Person
from nennep.programs.models import Program
from nennep.vietnamese.dates import PartialDate, Precision
from nennep.vietnamese.text import squash

Titles = Mapping[str, str]
Facts = Mapping[str, Any]
NONE: Facts = MappingProxyType({})


class PersonRef(NamedTuple):
    """A person that rows refer to."""

    id: int
    code: str
    full_name: str
    born: str


@dataclass(slots=True)
class Context:
    """The state of one import of a year book; `unit` bounds what it may touch (None: everything)."""

    actor: Actor
    unit: Unit | None
    batch: ImportBatch
    today: date
    now: datetime
    ledger: Ledger = field(default_factory=Ledger)
    units: dict[str, Unit] = field(default_factory=dict)
    same_code: dict[str, list[Unit]] = field(default_factory=dict)
    providers: dict[str, Unit] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    people: dict[str, PersonRef] = field(default_factory=dict)
    _paths: dict[int, str] = field(default_factory=dict)

    def load(self) -> None:
        """Read units, providers and programs (three queries)."""
        reach = within([self.unit.path]) if self.unit is not None else Q()
        for unit in Unit.objects.filter(reach).select_related("parent").order_by("founded_on", "pk"):
            self.remember(unit)
        providers = Unit.objects.filter(kind__is_provider=True, dissolved_on=None).order_by("pk")
        self.providers = {squash(unit.name): unit for unit in providers}
        self.programs = {program.code.casefold(): program for program in Program.objects.all()}

    def remember(self, unit: Unit) -> None:
        """Make a unit known by its code; of several that bore it, the one still in being is meant."""
        key = unit.code.casefold()
        self.same_code.setdefault(key, []).append(unit)
        if key not in self.units or unit.dissolved_on is None:
            self.units[key] = unit

    def load_people(self, codes: Iterable[str]) -> None:
        """Read the people whom rows refer to."""
        for part in chunks(spellings(codes)):
            rows = Person.objects.filter(code__in=part)
            if self.unit is not None:
                rows = rows.filter(pk__in=Person.objects.filter(within([self.unit.path], "memberships__unit__path")).values("pk"))
            for key, code, name, born, precision in rows.values_list("id", "code", "full_name", "born_on", "born_precision"):
                self.people[code.casefold()] = PersonRef(
                    key, code, name, PartialDate.of(born, cast("Precision", precision)).text if born else ""
                )

    def path_of(self, unit_id: int | None) -> str:
        """Return the place of a unit in the tree, '' when it is not known here."""
        if not self._paths:
            self._paths = {unit.pk: unit.path for units in self.same_code.values() for unit in units}
        return self._paths.get(unit_id or 0, "")

    def find_unit(self, row: BookRow, name: str, title: str) -> Unit | None:
        """Return the unit that a row names; an unknown one rejects the row."""
        code = row[name]
        unit = self.units.get(code.casefold()) if code else None
        if code and unit is None:
            row.reasons.append(reject("unit_code_unknown", field=title, value=code))
        return unit

    def find_program(self, row: BookRow) -> Program | None:
        """Return the program that a row names; an unknown one rejects the row."""
        code = row["program"]
        program = self.programs.get(code.casefold()) if code else None
        if code and program is None:
            row.reasons.append(reject("program_unknown", value=code))
        return program

    def find_person(self, row: BookRow, name: str = "person") -> PersonRef | None:
        """Return the person that a row names; an unknown one rejects the row."""
        code = row[name]
        person = self.people.get(code.casefold()) if code else None
        if code and person is None:
            row.reasons.append(reject("person_code_unknown", value=code))
        return person

    def log(
        self, action: str, kind: str, key: int, label: str, facts: Facts = NONE, *, person_id: int | None = None, path: str = ""
    ) -> None:
        """Note one thing changed for the log."""
        self.ledger.audit.append(Change(action, kind, key, label[:200], person_id, path, {"batch": self.batch.pk, **facts}))


def first(day: PartialDate | None) -> date | None:
    """Return the earliest day that a partial date can be."""
    return day.first if day is not None else None


def reject_second(rows: Iterable[BookRow], key: Iterable[str]) -> None:
    """Reject rows that say the same key again; the first one that is taken counts."""
    names = list(key)
    seen: dict[tuple[Any, ...], BookRow] = {}
    for row in rows:
        if row.rejected:
            continue
        told = tuple(value.casefold() if isinstance(value := row[name], str) else value for name in names)
        earlier = seen.setdefault(told, row)
        if earlier is not row:
            row.reasons.append(reject("row_twice", row=earlier.number))


def differences(row: BookRow, known: Mapping[str, Any], told: Mapping[str, Any], titles: Titles) -> dict[str, tuple[Any, Any]]:
    """Return {column: (known, told)} where a row says something else, and say so on the row; a blank cell says nothing."""
    found: dict[str, tuple[Any, Any]] = {}
    for column, new in told.items():
        old = known[column]
        if new in (None, "", old):
            continue
        found[column] = (old, new)
        if column in titles:
            row.reasons.append(warn("changed", field=titles[column], old=shown(old), new=shown(new)))
    return found


def shown(value: Any) -> str:
    """Return a value as a reader sees it."""
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def logged(columns: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Return changed columns as JSON for the log."""
    return {name: [plain(old), plain(new)] for name, (old, new) in columns.items()}
