"""People of a year book: one person may stand on several rows, each with another post."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.identity import compatible, knows_more, name_key
from nennep.exchange.rules.reason import reject, warn
from nennep.exchange.rules.roster_person import RosterPerson, RosterRow
from nennep.exchange.rules.term import as_typed, contradictions
from nennep.exchange.rules.unit_match import UnitRef
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.text import squash

_TERM = re.compile(r"[(,\s]*(?:nhiệm kỳ|nk|giai đoạn)?\s*(\d{4})\s*[-–]\s*(\d{4})\)?\s*$", re.IGNORECASE)
_SHARED = ("full_name", "birth", "sex", "ethnicity", "unit", "standing", "admitted", "official", "level", "education")
_NO_PLAN = frozenset({"khong", "0", "chua", ""})


@dataclass(slots=True)
class TermOfPost:
    """A post as one row states it."""

    row: BookRow
    unit: str
    title: str
    starts: PartialDate | None
    ends: PartialDate | None


@dataclass(slots=True)
class BookPerson:
    """One person with all rows on which they stand; the first one that can be taken speaks for them."""

    code: str
    rows: list[BookRow]
    values: dict[str, object]
    posts: list[TermOfPost] = field(default_factory=list)
    succession: list[tuple[BookRow, str, str]] = field(default_factory=list)

    @property
    def row(self) -> BookRow:
        """The row that speaks for the person."""
        return self.rows[0]


def read_people(rows: Sequence[BookRow], today: date) -> list[BookPerson]:
    """Join the rows of each person; rows that cannot be true, or that name another person by the same code, are rejected."""
    people: dict[str, BookPerson] = {}
    for row in rows:
        _check(row, today)
        if row.rejected and not _only_name_missing(row, people):
            continue
        key = row["code"].casefold()
        if key in people:
            _join(people[key], row)
        else:
            people[key] = BookPerson(row["code"], [row], {name: row[name] for name in _SHARED})
        if not row.rejected:
            _add_terms(people[key], row)
    return list(people.values())


def _only_name_missing(row: BookRow, people: dict[str, BookPerson]) -> bool:
    """Take a further row of a person that leaves the person's own cells blank."""
    blanks = {"Họ và tên", "Mã đơn vị", "Diện"}
    reasons = [reason for reason in row.reasons if reason.rejects]
    if not row["code"] or row["code"].casefold() not in people or not row["post"]:
        return False
    if any(reason.code != "value_missing" or reason.facts["field"] not in blanks for reason in reasons):
        return False
    row.reasons = [reason for reason in row.reasons if not reason.rejects]
    return True


def _check(row: BookRow, today: date) -> None:
    born, admitted, official = row["birth"], row["admitted"], row["official"]
    typed = {"Ngày sinh": born, "Ngày vào Đảng": admitted, "Ngày chính thức": official}
    wrong = contradictions(born=born, admitted=admitted, official=official, today=today)
    row.reasons += as_typed(wrong, {day.text: row.raw[title] for title, day in typed.items() if day is not None})
    starts, ends = row["post_from"], row["post_until"]
    if starts is not None and ends is not None and ends.last < starts.first:
        row.reasons.append(reject("ends_before_start", start=starts.text, value=ends.text))
    if starts is not None and born is not None and starts.last < born.first <= today:
        row.reasons.append(reject("post_before_birth", birth=born.text, value=starts.text))
    if row["standing"] == "non_member" and (admitted is not None or official is not None):
        row.reasons.append(reject("non_member_with_dates", value=(admitted or official).text))
    if row["standing"] == "probationary" and official is not None:
        row.reasons.append(warn("probationary_with_official", value=official.text))
    if row["post"] is None and (starts is not None or ends is not None):
        row.reasons.append(warn("term_without_post", value=(starts or ends).text))


def _join(person: BookPerson, row: BookRow) -> None:
    name, birth = row["full_name"], row["birth"]
    known = person.values
    other_name = bool(name) and name_key(name) != name_key(str(known["full_name"]))
    if other_name and not compatible(birth, known["birth"]):  # type: ignore[arg-type]  # the reader put a date there
        row.reasons.append(reject("code_twice", value=row["code"], row=person.row.number))
        return
    person.rows.append(row)
    differing = [field_name for field_name in _SHARED if field_name != "unit" and _differs(known[field_name], row[field_name])]
    for field_name in differing:
        row.reasons.append(warn("first_row_kept", field=field_name, row=person.row.number))
    for field_name in _SHARED:
        if known[field_name] is None or (field_name == "birth" and knows_more(row[field_name], known[field_name])):  # type: ignore[arg-type]
            known[field_name] = row[field_name] if row[field_name] is not None else known[field_name]


def _differs(known: object, told: object) -> bool:
    if told is None or known is None:
        return False
    if isinstance(known, PartialDate) and isinstance(told, PartialDate):
        return not compatible(known, told)
    if isinstance(known, str) and isinstance(told, str):
        return name_key(known) != name_key(told)
    return known != told


def _add_terms(person: BookPerson, row: BookRow) -> None:
    if row["post"]:
        unit = row["unit"] or str(person.values["unit"])
        for title in filter(None, (part.strip() for part in row["post"].split(";"))):
            person.posts.append(TermOfPost(row, unit, title, row["post_from"], row["post_until"]))
    for planned in filter(None, (part.strip() for part in (row["succession"] or "").split(";"))):
        if squash(planned) in _NO_PLAN:
            continue
        term = _TERM.search(planned)
        title = planned[: term.start()].strip(" ,;:-(") if term else planned
        entry = (row, title or planned, f"{term[1]}-{term[2]}" if term else "")
        if all((squash(entry[1]), entry[2]) != (squash(old), span) for _, old, span in person.succession):
            person.succession.append(entry)


def as_roster_row(person: BookPerson, unit: UnitRef, person_id: int | None) -> RosterRow:
    """Return the person as a roster's row, so that both go through the same lines; posts go apart, since they have terms."""
    told = person.values
    values = {name: told[name] for name in ("birth", "admitted", "official", "standing")}
    texts = {name: told[name] or "" for name in ("full_name", "sex", "level", "ethnicity", "education")}
    made = RosterPerson(code=person.code, unit=unit.code, **values, **texts)  # type: ignore[arg-type]  # as the reader made them
    return RosterRow(person.row.sheet, person.row.number, made, person.row.reasons, unit, person_id)
