"""Who of those already known stands on each row: by code, by citizen number, else by name, birth and unit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nennep.exchange.rules.identity import compatible, name_key
from nennep.exchange.rules.reason import reject, warn
from nennep.exchange.rules.roster_person import RosterRow
from nennep.vietnamese.dates import PartialDate


@dataclass(slots=True)
class Known:
    """A person already in the system, as far as a list can tell somebody by it."""

    id: int
    code: str
    full_name: str
    unit_id: int
    born: PartialDate | None
    admitted: PartialDate | None
    citizen_no_index: str = ""


Look = Callable[[RosterRow, str], Sequence[Known]]


@dataclass(slots=True)
class Register:
    """The people at and below the unit that a list was sent for."""

    people: Iterable[Known]
    _in_unit: dict[tuple[str, int], list[Known]] = field(init=False, default_factory=dict)
    _by_birth: dict[tuple[str, PartialDate], list[Known]] = field(init=False, default_factory=dict)
    _by_code: dict[str, Known] = field(init=False, default_factory=dict)
    _by_citizen: dict[str, Known] = field(init=False, default_factory=dict)
    _claimed: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        for person in self.people:
            key = name_key(person.full_name)
            self._in_unit.setdefault((key, person.unit_id), []).append(person)
            if person.born is not None:
                self._by_birth.setdefault((key, person.born), []).append(person)
            self._by_code[person.code.casefold()] = person
            if person.citizen_no_index:
                self._by_citizen[person.citizen_no_index] = person

    def match(self, rows: Sequence[RosterRow], citizen_indexes: Mapping[str, str]) -> None:
        """Set `person_id` of each row that is somebody known; doubt between several people rejects the row.

        Sure matches go first, so that a doubtful row never takes the place of a sure one. `citizen_indexes` are the blind
        indexes of the citizen numbers in the rows.
        """
        if not self._by_code:
            return
        waiting = [
            (row, name_key(row.person.full_name)) for row in rows if not row.rejected and not self._by_number(row, citizen_indexes)
        ]
        for look in (self._same, self._same_unit, self._other_unit):
            waiting = [(row, key) for row, key in waiting if not self._settle(row, look(row, key))]
        for row, key in waiting:
            self._point_out_namesake(row, key)

    def _by_number(self, row: RosterRow, citizen_indexes: Mapping[str, str]) -> bool:
        person = row.person
        found = self._by_code.get(person.code.casefold()) if person.code else None
        if found is None and person.citizen_no:
            found = self._by_citizen.get(citizen_indexes.get(person.citizen_no, ""))
        if found is not None and found.id in self._claimed:
            row.reasons.append(reject("person_twice", person=found.code))
            return True
        return found is not None and self._settle(row, [found])

    def _settle(self, row: RosterRow, found: Sequence[Known]) -> bool:
        if len(found) == 1:
            self._claimed.add(found[0].id)
            row.person_id = found[0].id
        elif found:
            row.reasons.append(reject("person_ambiguous", people=", ".join(sorted(one.code for one in found)[:5])))
        return bool(found)

    def _here(self, row: RosterRow, key: str) -> list[Known]:
        if row.unit is None or row.unit.id is None:
            return []
        return [one for one in self._in_unit.get((key, row.unit.id), ()) if one.id not in self._claimed]

    def _same(self, row: RosterRow, key: str) -> Sequence[Known]:
        """Name, unit and birth are equal (without a birth, the admission must not differ)."""
        birth, admitted = row.person.birth, row.person.admitted
        return [one for one in self._here(row, key) if one.born == birth and (birth or compatible(one.admitted, admitted))]

    def _same_unit(self, row: RosterRow, key: str) -> Sequence[Known]:
        """Name and unit are equal, birth and admission are the same as far as they are known."""
        birth, admitted = row.person.birth, row.person.admitted
        return [one for one in self._here(row, key) if compatible(one.born, birth) and compatible(one.admitted, admitted)]

    def _other_unit(self, row: RosterRow, key: str) -> Sequence[Known]:
        """Name and full birth date (or birth and admission) are equal, the unit is another: a transfer."""
        birth, admitted = row.person.birth, row.person.admitted
        if birth is None:
            return []
        return [
            one
            for one in self._by_birth.get((key, birth), ())
            if one.id not in self._claimed
            and compatible(one.admitted, admitted)
            and (birth.precision == "d" or (admitted is not None and one.admitted == admitted))
        ]

    def _point_out_namesake(self, row: RosterRow, key: str) -> None:
        same = self._in_unit.get((key, row.unit.id)) if row.unit is not None and row.unit.id is not None else None
        if same:
            row.reasons.append(warn("namesake", person=same[0].code, birth=same[0].born.text if same[0].born else "?"))
