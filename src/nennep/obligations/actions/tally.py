"""Writing what was counted ahead: a cache of figures, so no entry in the log."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from nennep.core.actors import console
from nennep.obligations.models import DueRow, DueTally
from nennep.obligations.queries.dialect import dialect
from nennep.obligations.queries.due import lines
from nennep.obligations.queries.lines import ORDER, Lines
from nennep.obligations.queries.tally import LISTED, pack
from nennep.organizations.models import Unit
from nennep.people.queries.standing import by_standing

KEEP = """INSERT INTO {rows} (tally_id, position, person_id, requirement_id, state, overdue, soon, unplanned, expiring) {lines}"""
NUMBERED = """
SELECT {tally:d}, ROW_NUMBER() OVER (ORDER BY {order}), person_id, CASE position {requirements} END, state,
  overdue = 1, soon = 1, unplanned = 1, expiring = 1
FROM lines
"""


def refresh(units: Iterable[Unit], *, today: date, now: datetime) -> None:
    """Count the lines of units ahead."""
    for unit in units:
        found = lines(console(), unit, today)
        figures = pack(found)
        values = {"figures": figures, "people": by_standing([unit.path]), "as_of": today, "computed_at": now}
        with transaction.atomic():
            tally, _ = DueTally.objects.update_or_create(unit_path=unit.path, defaults=values)
            DueRow.objects.filter(tally=tally).delete()
            if sum(row[2] for row in figures) <= LISTED:
                _write_rows(tally, found)


def forget(kept: Iterable[Unit]) -> None:
    """Forget what was counted for other units."""
    DueTally.objects.exclude(unit_path__in=[unit.path for unit in kept]).delete()


def _write_rows(tally: DueTally, found: Lines) -> None:
    """Write all lines in the order of the list, by one statement."""
    requirements = " ".join(f"WHEN {at:d} THEN {one.requirement.pk:d}" for at, one in enumerate(found.asked))
    order = ORDER.format(ascii=dialect().ascii)
    everything = Lines(found.asked, found.people, found.as_of)
    statement, values = everything.statement(NUMBERED.format(tally=tally.pk, order=order, requirements=requirements))
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(KEEP.format(rows=DueRow._meta.db_table, lines=statement), values)
