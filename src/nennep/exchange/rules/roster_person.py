"""From one row of a roster to one person: what is read, what is doubtful, what cannot be true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from nennep.exchange.rules import cell as cells
from nennep.exchange.rules import label as labels
from nennep.exchange.rules.cell import DateReader
from nennep.exchange.rules.label import Standing
from nennep.exchange.rules.name import has_letters_only, is_clean
from nennep.exchange.rules.reason import Outcome, Reason, reject, warn
from nennep.exchange.rules.roster_layout import Layout
from nennep.exchange.rules.term import as_typed, contradictions
from nennep.exchange.rules.unit_match import UnitRef
from nennep.spreadsheets.book import Cell, Row
from nennep.vietnamese import vocabulary
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.names import clean_name
from nennep.vietnamese.text import compose, fold

Sex = Literal["M", "F", ""]
YOUNGEST = 17  # a year of birth in two digits is never that of a younger person
LONGEST_NAME, LONGEST_POST, LONGEST_TEXT, LONGEST_CODE = 120, 160, 120, 40
_SEXES: dict[str | None, Sex] = {"male": "M", "female": "F", None: ""}
_CITIZEN_LENGTHS = (9, 12)


@dataclass(slots=True)
class RosterPerson:
    """A person as one row tells it. `unit` is the label in the list ('' when only --unit says it)."""

    full_name: str = ""
    sex: Sex = ""
    birth: PartialDate | None = None
    admitted: PartialDate | None = None
    official: PartialDate | None = None
    decided: PartialDate | None = None
    post: str = ""
    level: str = ""
    ethnicity: str = ""
    education: str = ""
    citizen_no: str = ""
    card_no: str = ""
    phone: str = ""
    code: str = ""
    unit: str = ""
    standing: Standing | None = None


@dataclass(slots=True)
class RosterRow:
    """One row with its verdict so far. `unit` is the unit meant, `person_id` who it is among those known, `layout` its list."""

    sheet: str
    number: int
    person: RosterPerson
    reasons: list[Reason] = field(default_factory=list)
    unit: UnitRef | None = None
    person_id: int | None = None
    outcome: Outcome = "created"
    layout: Layout | None = None

    @property
    def rejected(self) -> bool:
        """Say whether a reason forbids to take the row."""
        return any(reason.rejects for reason in self.reasons)


@lru_cache(maxsize=50_000)
def _read_name(told: str) -> tuple[str, bool]:
    """Return a name in name case, and whether it is written as names are."""
    name = told if is_clean(told) else clean_name(told)
    return name[:LONGEST_NAME], has_letters_only(name)


class PersonReader:
    """Reads the rows of one layout."""

    def __init__(self, layout: Layout, today: date) -> None:
        self.layout = layout
        self._today = today
        self._born = DateReader(today, youngest=YOUNGEST)
        self._days = DateReader(today)
        self._names = [index for column in layout.of("name") for index in range(column.index, column.index + column.width)]
        self._places = {name: [(column.index, column.qualifier) for column in columns] for name, columns in layout.places.items()}
        self._one = {name: places[0][0] for name, places in self._places.items()}
        self._above: Row = []

    def read(self, row: Row, number: int, unit: str, standing: Standing | None) -> RosterRow:
        """Return what one row says; `unit` and `standing` are those of the heading above it."""
        reasons: list[Reason] = []
        row = self._without_ditto(row)
        person = RosterPerson(unit=unit, standing=standing)
        person.full_name = self._name(row, reasons)
        self._birth_and_sex(row, person, reasons)
        self._party_dates(row, person, reasons)
        self._texts(row, person, reasons)
        if not any(reason.rejects for reason in reasons):
            wrong = contradictions(born=person.birth, admitted=person.admitted, official=person.official, today=self._today)
            reasons += as_typed(wrong, self._typed(row, person)) if wrong else wrong
        return RosterRow(self.layout.sheet, number, person, reasons, layout=self.layout)

    def _typed(self, row: Row, person: RosterPerson) -> dict[str, str]:
        """Return the dates of a row as they were typed, by what they were read as."""
        read = {"birth": person.birth, "admitted": person.admitted, "official": person.official}
        return {
            day.text: cells.text(told[0][0]) for name, day in read.items() if day is not None and (told := self._cells(row, name))
        }

    def _cell(self, row: Row, name: str) -> Cell:
        index = self._one.get(name, -1)
        return row[index] if 0 <= index < len(row) else None

    def _cells(self, row: Row, name: str) -> list[tuple[Cell, str | None]]:
        """Return the filled cells of a field with the part that their column stands for."""
        return [(row[i], part) for i, part in self._places.get(name, ()) if i < len(row) and row[i] is not None]

    def _without_ditto(self, row: Row) -> Row:
        """Put in place of 'as above' what stands above."""
        if cells.says_ditto(row):
            above = self._above
            row = [
                (above[index] if index < len(above) else None) if cells.is_ditto(value) else value
                for index, value in enumerate(row)
            ]
        self._above = row
        return row

    def _name(self, row: Row, reasons: list[Reason]) -> str:
        parts = [row[index] for index in self._names if index < len(row) and row[index] is not None]
        told = " ".join(map(cells.text, parts)) if len(parts) != 1 or not isinstance(parts[0], str) else parts[0]
        name, is_name = _read_name(told)
        if not name:
            reasons.append(reject("no_name"))
        elif not is_name:
            reasons.append(reject("not_a_name", value=compose(told)[:LONGEST_TEXT]))
        elif " " not in name:
            reasons.append(warn("short_name", value=name))
        return name

    def _birth_and_sex(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        births = self._cells(row, "birth")
        parts: dict[str | None, Cell] = {part: value for value, part in births if part in {"day", "month", "year"}}
        if parts:
            person.birth = self._born.read(_joined(parts), "birth", reasons)
            if person.birth is not None and person.birth.precision != "d":
                reasons.append(warn("partial_day", field="birth", value=person.birth.text))
        for value, part in births:
            if part in {"day", "month", "year"}:
                continue
            if part in {"male", "female"}:
                if vocabulary.is_mark(value):
                    person.sex = _SEXES[part]
                    continue
                born = self._born.read(value, "birth", reasons)
                if born is not None and person.birth is not None:
                    reasons.append(reject("two_births", value=f"{person.birth.text}, {born.text}"))
                if born is not None:
                    person.birth, person.sex = born, _SEXES[part]
            elif person.birth is None:
                person.birth = self._born.read(value, "birth", reasons)
        self._sex(row, person, reasons)

    def _sex(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        places = self._places.get("sex")
        if not places:
            return
        told: set[Sex] = set()
        for value, part in self._cells(row, "sex"):
            known = vocabulary.sex_of(value)
            if known:
                told.add(_SEXES[known])
            elif part and vocabulary.is_mark(value):
                told.add(_SEXES[part])
            elif value is not False and not cells.is_nothing(value):
                reasons.append(cells.unreadable("sex", value))
        if not told and len(places) == 1 and places[0][1] in {"male", "female"} and not reasons:
            told.add("M" if places[0][1] == "female" else "F")  # one column with crosses: no cross is the other sex
        if len(told) > 1:
            reasons.append(reject("two_sexes"))
        elif told:
            person.sex = told.pop()

    def _party_dates(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        for value, _ in self._cells(row, "both_dates"):
            pair = self._days.read_pair(value)
            first, second = pair or (value, None)
            person.admitted = self._days.read(first, "admitted", reasons)
            person.official = self._days.read(second, "official", reasons)
        admitted = self._cell(row, "admitted")
        if admitted is not None and self._stated(admitted, "probationary", person) is None:
            pair = None if self._cell(row, "official") is not None else self._days.read_pair(admitted)
            if pair:
                person.official = self._days.read(pair[1], "official", reasons)
            person.admitted = self._days.read(pair[0] if pair else admitted, "admitted", reasons)
        official = self._cell(row, "official")
        if official is not None and self._stated(official, "official", person) is None:
            person.official = self._days.read(official, "official", reasons)
        person.decided = self._days.read(self._cell(row, "decided"), "decided", reasons)

    def _stated(self, value: Cell, standing: Standing, person: RosterPerson) -> Standing | None:
        """Return the standing that stands where a date should: a cross, 'dự bị', 'chưa chính thức'."""
        if not isinstance(value, str) or any(map(str.isdigit, value)):
            return None
        if vocabulary.is_mark(value):
            person.standing = standing
        elif fold(value).startswith("chua") and standing == "official":
            person.standing = "probationary"
        elif (told := labels.standing_of(value)) is not None:
            person.standing = told
        else:
            return None
        return person.standing

    def _texts(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        person.post = "; ".join(dict.fromkeys(filter(None, (_plain(value) for value, _ in self._cells(row, "post")))))[
            :LONGEST_POST
        ]
        self._level(row, person, reasons)
        if (ethnicity := _plain(self._cell(row, "ethnicity"))) and not any(map(str.isdigit, ethnicity)):
            person.ethnicity = ethnicity[:LONGEST_CODE]
        person.education = _plain(self._cell(row, "education"))[:LONGEST_TEXT]
        person.code = cells.text(self._cell(row, "code"))[:LONGEST_CODE]
        self._unit(row, person)
        if "standing" in self._one and (told := labels.standing_of(cells.text(self._cell(row, "standing")))):
            person.standing = told
        elif person.standing is None and person.admitted is None and "note" in self._one:
            person.standing = labels.standing_of(cells.text(self._cell(row, "note")))
        self._numbers(row, person, reasons)

    def _level(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        for value, part in self._cells(row, "level"):
            named = vocabulary.theory_level(part) if part and vocabulary.is_mark(value) else None
            level = named or vocabulary.theory_level(value)
            if level is None and isinstance(value, str) and "/" in value:  # LLCT/QLNN
                level = vocabulary.theory_level(value.split("/")[0])
            if level is None:
                reasons.append(cells.unreadable("level", value))
            elif level != "none" and level > "":
                person.level = max(person.level, level, key=("", "SC", "TC", "CC").index)

    def _unit(self, row: Row, person: RosterPerson) -> None:
        told = _plain(self._cell(row, "unit"))
        if not told:
            workplace = _plain(self._cell(row, "workplace"))
            told = workplace if labels.is_unit(workplace, sure=True) else ""
        person.unit = told or person.unit

    def _numbers(self, row: Row, person: RosterPerson, reasons: list[Reason]) -> None:
        value = self._cell(row, "citizen_no")
        if value is not None and not cells.is_nothing(value):
            number = cells.digits(value)
            number = number.zfill(next((length for length in _CITIZEN_LENGTHS if length >= len(number) >= length - 1), 0))
            if len(number) in _CITIZEN_LENGTHS:
                person.citizen_no = number
            else:
                reasons.append(warn("citizen_no_unreadable"))
        person.card_no = _plain(self._cell(row, "card_no"))[:LONGEST_CODE]
        phone = self._cell(row, "phone")
        person.phone = f"0{phone:.0f}" if isinstance(phone, float) else _plain(phone)[:LONGEST_CODE]


def _plain(value: Cell) -> str:
    return "" if value is None or cells.is_blank(value) else cells.text(value)


def _joined(parts: Mapping[str | None, Cell]) -> str:
    """Join a birth date that stands in three columns; what is blank is unknown, and so is a day without its month."""
    told = [cells.text(parts.get(name)) for name in ("day", "month", "year")]
    day, month, year = ("" if cells.is_nothing(part) else part for part in told)
    return year if year and not month else "/".join(filter(None, (day, month, year)))
