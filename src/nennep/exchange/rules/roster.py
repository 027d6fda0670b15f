"""A whole roster: which sheets hold lists, who stands on them, to which unit each row belongs, who stands there twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from nennep.exchange.rules import label as labels
from nennep.exchange.rules.identity import compatible, name_key
from nennep.exchange.rules.reason import reject, warn
from nennep.exchange.rules.roster_layout import Layout, continued, lay_out
from nennep.exchange.rules.roster_person import PersonReader, RosterRow
from nennep.exchange.rules.roster_walk import people_rows, title_above
from nennep.exchange.rules.unit_match import UnitIndex, UnitRef, core
from nennep.spreadsheets.book import Book
from nennep.vietnamese.text import fold

__all__ = ["RosterFile", "Settled", "find_duplicates", "lay_out_book", "read_roster", "settle_units"]


@dataclass(slots=True)
class RosterFile:
    """What a file holds: its sheets as laid out, and the rows that are people."""

    layouts: list[Layout]
    rows: list[RosterRow]

    @property
    def fields(self) -> set[str]:
        """The fields of which the file has a column."""
        return {name for layout in self.layouts if layout.header for one in (layout, *layout.below) for name in one.places}


@dataclass(slots=True)
class Settled:
    """To which units the rows belong; `new` are the units still to be made, in the order of the list."""

    new: list[UnitRef] = field(default_factory=list)


def lay_out_book(book: Book, told: Mapping[str, Any] | None = None) -> list[Layout]:
    """Lay out each sheet; `told` is {sheet name: corrections by hand}. Hidden sheets are passed over unless asked for by hand."""
    told = told or {}
    layouts: list[Layout] = []
    for sheet in book.sheets:
        here = {"skip": True} if sheet.hidden and sheet.name not in told else told.get(sheet.name)
        found = lay_out(sheet, here)
        before = next((one for one in reversed(layouts) if one.header is not None and not one.beside), None)
        if before is not None and found[0].header is None and not here:
            found = [continued(found[0], before, sheet.merged) or found[0]]
        titles = [title_above(one) for one in found]
        if len(set(filter(None, map(fold, titles)))) == len(found) > 1:  # lists side by side, each under its unit
            for one, title in zip(found, titles, strict=True):
                one.title = title
        layouts += found
    return layouts


def read_roster(layouts: Sequence[Layout], today: date) -> RosterFile:
    """Return every row that is a person, with what is read and what is wrong with it by itself."""
    rows: list[RosterRow] = []
    reader: PersonReader | None = None
    for found in chain.from_iterable(map(people_rows, layouts)):
        layout = found.layout
        if reader is None or reader.layout is not layout:
            reader = PersonReader(layout, today)
        row = reader.read(layout.rows[found.index], layout.number(found.index), found.unit, found.standing)
        if found.index in layout.notes:
            row.reasons.append(warn("formula_without_value", value=", ".join(layout.notes[found.index])))
        if found.index in layout.assumed_units:
            row.reasons.append(warn("unit_from_above", value=row.person.unit))
        rows.append(row)
    return RosterFile(list(layouts), rows)


def settle_units(file: RosterFile, index: UnitIndex, base: UnitRef, *, create: bool) -> Settled:
    """Set the unit of each row: column, heading, sheet's name, else `base`. Unknown units are made (`create`) or a reason."""
    settled = Settled()
    sheet_units = _sheet_units(file, index)
    known: dict[str, UnitRef | None] = {}
    for row in file.rows:
        label = row.person.unit or sheet_units.get(row.sheet, "")
        row.person.unit = label
        if not label:
            row.unit = base
            continue
        if label not in known:
            known[label] = _settle(label, index, base, settled, create=create)
        row.unit = known[label]
        if row.unit is None:
            many = len(index.find(label)) > 1
            row.reasons.append(reject("unit_ambiguous" if many else "unit_unknown", value=label, unit=base.name))
    return settled


def _settle(label: str, index: UnitIndex, base: UnitRef, settled: Settled, *, create: bool) -> UnitRef | None:
    found = index.find(label)
    if found or not create:
        return found[0] if len(found) == 1 else None
    made = UnitRef(None, "", label)
    settled.new.append(made)
    index.add(made)
    return made


def _sheet_units(file: RosterFile, index: UnitIndex) -> dict[str, str]:
    """Return the units of whole sheets, by name: known ones, names that begin so, and telling names of several lists.

    Where several sheets have names that tell nothing, titles that differ name their units.
    """
    lists = {layout.sheet: layout for layout in reversed(file.layouts) if layout.header is not None}
    several = len(lists) > 1
    named = {
        name: name
        for name in lists
        if not labels.is_generic_sheet(name) and (labels.is_unit(name) or several or len(index.find(name)) == 1)
    }
    titles = {name: title for name, layout in lists.items() if name not in named and (title := title_above(layout))}
    return named | titles if len(set(map(fold, titles.values()))) > 1 else named


def find_duplicates(rows: Sequence[RosterRow]) -> None:
    """Reject a second row for a person (name, birth, unit), and point out rows that may be one."""
    first: dict[tuple[str, str, str], RosterRow] = {}
    named: dict[tuple[str, str], list[RosterRow]] = {}
    for row in rows:
        if row.rejected or row.unit is None:
            continue
        person = row.person
        who = (name_key(person.full_name), str(row.unit.id or core(row.unit.name)))
        key = (*who, person.birth.iso if person.birth else "")
        earlier = first.setdefault(key, row)
        if earlier is not row:
            row.reasons.append(reject("duplicate_in_file", sheet=earlier.sheet, row=earlier.number))
            continue
        others = named.setdefault(who, [])
        like = next((other for other in others if compatible(other.person.birth, person.birth)), None)
        if like is not None:
            row.reasons.append(warn("maybe_duplicate", sheet=like.sheet, row=like.number))
        others.append(row)
