"""Taking in a roster: a list of people as an office keeps it, in one transaction, set by set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import count, takewhile

from django.db import transaction

from nennep.core.actors import Actor
from nennep.core.bulk import collector_paused
from nennep.core.errors import require
from nennep.core.fields import blind_index
from nennep.core.verbs import verb
from nennep.exchange import policy
from nennep.exchange.actions.batch import claim, close_batch, open_batch
from nennep.exchange.actions.ledger import Ledger
from nennep.exchange.actions.people_writer import Draft, write_people
from nennep.exchange.actions.roster_draft import Drafter
from nennep.exchange.models import BatchKind, ImportBatch
from nennep.exchange.queries import known
from nennep.exchange.queries.known import KnownPeople
from nennep.exchange.queries.unit import refs_below
from nennep.exchange.rules.matching import Known, Register
from nennep.exchange.rules.reason import reject
from nennep.exchange.rules.roster import RosterFile, find_duplicates, settle_units
from nennep.exchange.rules.roster_layout import Layout
from nennep.exchange.rules.roster_person import RosterRow
from nennep.exchange.rules.roster_verdict import verdict_of
from nennep.exchange.rules.unit_match import UnitIndex, UnitRef
from nennep.exchange.rules.verdict import Imported
from nennep.organizations.actions.steps import NewUnit, add_units
from nennep.organizations.models import Placement, Unit
from nennep.organizations.policy import can_edit_units

LONGEST_NAME = 200


@verb
@collector_paused()
def import_roster(
    *,
    actor: Actor,
    unit: Unit,
    file: RosterFile,
    file_name: str,
    today: date,
    now: datetime,
    create_units: bool = False,
    dry_run: bool = False,
    batch: ImportBatch | None = None,
) -> Imported:
    """Take in the rows of a list for `unit` and those below it; rows that cannot be taken are told with their reasons.

    `file` is the list as the rules read it, `today` the day on which transfers take effect, `batch` the draft that is taken
    in (none when there was no draft). `create_units` makes a cell of each unit named that is not known; `dry_run` tells the
    verdicts and changes nothing.

    Raises:
        Forbidden: the actor may not import for the unit, or not make units below it.
    """
    require(policy.can_import(actor, unit) and (not create_units or can_edit_units(actor, unit)))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    batch = claim(batch) if batch else open_batch(actor=actor, kind=BatchKind.ROSTER, unit=unit, file_name=file_name)
    ledger = Ledger()
    _settle(file, unit, ledger, create=create_units)
    _write(file, unit, ledger, today, batch.pk)
    verdicts = [verdict_of(row) for row in file.rows]
    result = close_batch(actor=actor, batch=batch, verdicts=verdicts, findings=findings_of(file), ledger=ledger, now=now)
    if dry_run:
        transaction.set_rollback(True)
        return Imported(None, result.file_name, result.kind, result.verdicts, result.findings)
    return result


def _settle(file: RosterFile, unit: Unit, ledger: Ledger, *, create: bool) -> None:
    """Give each row its unit, make the units that are wanted, and reject second rows for a person."""
    refs = refs_below(unit)
    base = next(ref for ref in refs if ref.id == unit.pk)
    settled = settle_units(file, UnitIndex(refs), base, create=create)
    find_duplicates(file.rows)
    wanted = {row.unit.name for row in file.rows if row.unit is not None and row.unit.id is None and not row.rejected}
    new = [ref for ref in settled.new if ref.name in wanted]
    made, changes = add_units(
        NewUnit(code, ref.name[:LONGEST_NAME], "cell", unit) for code, ref in zip(_free_codes(unit, refs), new, strict=False)
    )
    ledger.audit += changes
    ledger.created(Unit, [one.pk for one in made])
    ledger.created(Placement, Placement.objects.filter(unit__in=made).values_list("pk", flat=True))
    by_name = {ref.name: UnitRef(one.pk, one.code, one.name, one.path) for ref, one in zip(new, made, strict=True)}
    for row in file.rows:
        if row.unit is not None and row.unit.id is None:
            row.unit = by_name.get(row.unit.name, row.unit)


def _write(file: RosterFile, unit: Unit, ledger: Ledger, today: date, batch_id: int) -> None:
    """Find who is known, and write what is new or differs."""
    people = known.below(unit.path, numbers=bool({"card_no", "phone"} & file.fields))
    _match(file.rows, people)
    write_people(_draft(file.rows, people, unit, today), ledger, batch_id)


def _free_codes(unit: Unit, refs: Sequence[UnitRef]) -> Iterable[str]:
    taken = {ref.code.casefold() for ref in refs}
    return (code for number in count(1) if (code := f"{unit.code}-{number:02d}").casefold() not in taken)


def _match(rows: Sequence[RosterRow], people: KnownPeople) -> None:
    """Find who is known already; a code of somebody out of reach rejects the row."""
    register = Register(
        Known(one.id, one.code, one.full_name, current.unit_id, one.born, one.admitted, one.citizen_no_index)
        for one in people.people.values()
        if (current := people.current(one.id)) is not None
    )
    numbers = {row.person.citizen_no for row in rows if row.person.citizen_no} if people.people else set()
    register.match(rows, {number: blind_index(number) for number in numbers})
    new = {row.person.code: row for row in reversed(rows) if row.person.code and row.person_id is None and not row.rejected}
    taken = known.taken_codes(new) if new else set()
    for row in rows:
        if (
            row.person.code
            and row.person_id is None
            and not row.rejected
            and (row.person.code in taken or new[row.person.code] is not row)
        ):
            row.reasons.append(reject("code_taken", value=row.person.code))


def _draft(rows: Sequence[RosterRow], people: KnownPeople, unit: Unit, today: date) -> list[Draft]:
    codes = _person_codes(unit)
    drafter = Drafter(people, codes, today)
    drafts: list[Draft] = []
    for row in rows:
        draft = None if row.rejected else drafter.draft(row)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _person_codes(unit: Unit) -> Iterable[str]:
    """Return codes for people who come without one: the unit's code and a running number that nobody has."""
    prefix = f"{unit.code}."
    ends = (code.removeprefix(prefix) for code in known.codes_like(prefix))
    last = max((int(end) for end in ends if end.isdigit()), default=0)
    return (f"{prefix}{number:05d}" for number in count(last + 1))


def findings_of(file: RosterFile) -> Mapping[str, object]:
    """Return what was found in the file, as JSON: sheets with header row, encoding and columns, and what was passed over."""
    return {
        "sheets": [_finding(layout, file.layouts[place + 1 :]) for place, layout in enumerate(file.layouts) if not layout.beside]
    }


def _finding(layout: Layout, after: Iterable[Layout]) -> Mapping[str, object]:
    lists = [layout, *takewhile(lambda one: one.beside, after)]
    columns = [column for one in lists if one.header for column in one.header.columns if column.index not in one.unknown]
    return {
        "sheet": layout.sheet,
        "encoding": layout.encoding,
        "header": layout.number(layout.header.first) if layout.header else None,
        "columns": {column.index: ":".join(filter(None, (column.field, column.qualifier))) for column in columns},
        "titles": {column.index: column.title for column in columns},
        "unknown": layout.unknown,
    }
