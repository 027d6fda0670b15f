"""The lines 'who must learn what by when', computed in the database in one statement for all requirements.

The facts of each requirement (`facts`) are joined by UNION ALL; around them a few portable words of SQL say due day, state and
warnings, each of them once, as `rules.requirement.judge` does for one person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from nennep.obligations.models import Anchor, AnnouncedClass
from nennep.obligations.queries.dialect import dialect
from nennep.obligations.queries.facts import COLUMNS, facts
from nennep.obligations.queries.line import Line, line_of
from nennep.obligations.queries.requirement import Asked
from nennep.obligations.rules.state import SETTLED, State
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person

STEP = 8  # characters of a path a level
UNSETTLED = "state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(SETTLED)))
TIMINGS = {"overdue": "overdue = 1", "soon": "soon = 1", "unplanned": "unplanned = 1", "expiring": "expiring = 1"}
STATEMENT = """
WITH RECURSIVE facts(position, {columns}) AS MATERIALIZED ({facts}),
terms(position, offset_months, validity_months, soon_until) AS (VALUES {terms}),
settles(position, program_id) AS (VALUES {settles}),
dated AS (
  SELECT facts.*, {due} AS due, CASE WHEN validity_months IS NOT NULL THEN {expiry} END AS expires_on, terms.soon_until
  FROM facts JOIN terms ON terms.position = facts.position),
stated AS (
  SELECT dated.*,
    CASE WHEN level_held OR (learned_on IS NOT NULL AND (expires_on IS NULL OR expires_on > {today})) THEN 'done'
      WHEN waived IS NOT NULL THEN 'waived'
      ELSE COALESCE(progress, 'open') END AS state
  FROM dated),
judged AS (
  SELECT stated.*,
    CASE WHEN state = 'done' AND NOT level_held AND expires_on <= soon_until THEN 1 ELSE 0 END AS expiring,
    CASE WHEN {unsettled} AND due < {today} THEN 1 ELSE 0 END AS overdue,
    CASE WHEN {unsettled} AND due >= {today} AND due <= soon_until THEN 1 ELSE 0 END AS soon
  FROM stated),
above(unit_id, path, length) AS (
  SELECT unit.id, CAST(unit.path AS text), LENGTH(unit.path) FROM {unit} unit WHERE unit.id IN (SELECT unit_id FROM facts)
  UNION ALL SELECT unit_id, SUBSTR(path, 1, length - {step}), length - {step} FROM above WHERE length > {step}),
served AS (
  SELECT above.unit_id, one.program_id, one.closes_on
  FROM above JOIN {announced} one ON one.unit_id = CAST(SUBSTR(above.path, above.length - {step} + 1) AS bigint)
  WHERE one.opens_on >= {today}
  UNION ALL
  SELECT above.unit_id, one.program_id, one.closes_on FROM above JOIN {announced} one ON one.unit_id IS NULL
  WHERE above.length = {step} AND one.opens_on >= {today}),
planned AS MATERIALIZED (
  SELECT settles.position, served.unit_id, MIN(served.closes_on) AS closes_on
  FROM served JOIN settles ON settles.program_id = served.program_id GROUP BY settles.position, served.unit_id),
lines AS (
  SELECT judged.*,
    CASE WHEN state IN ('open', 'nominated') AND due >= {today} AND (planned.closes_on IS NULL OR planned.closes_on > due) THEN 1
      ELSE 0 END AS unplanned
  FROM judged LEFT JOIN planned ON planned.position = judged.position AND planned.unit_id = judged.unit_id)
"""
BRANCH = "SELECT {position:d}, own.* FROM ({sql}) own"
ROWS = """
SELECT lines.position, person.id, person.code, person.full_name, unit.id, unit.code, unit.name, due, state, overdue, soon,
  unplanned, expiring, anchor_on, anchor_precision, post, planned, learned_on, expires_on, waived
FROM (SELECT * FROM lines WHERE {where} {slice}) lines
  JOIN {person} person ON person.id = lines.person_id JOIN {unit} unit ON unit.id = lines.unit_id
ORDER BY {order}
"""
ORDER = "lines.due IS NULL, lines.due, lines.sort_key {ascii}, lines.person_id, lines.position"
COUNT = "SELECT COUNT(*) FROM lines WHERE {where}"
COUNTS = (
    "SELECT position, state, COUNT(*), SUM(overdue), SUM(soon), SUM(unplanned), SUM(expiring) FROM lines GROUP BY position, state"
)


@dataclass(frozen=True)
class Lines(Sequence[Line]):
    """The lines of some requirements for some people on a day; nothing is read before it is asked for.

    `people` are the memberships of that day; `states` and `timing` (a key of TIMINGS, '' for all) narrow the lines.
    """

    asked: Sequence[Asked]
    people: QuerySet[Membership]
    as_of: date
    states: frozenset[State] = frozenset(State)
    timing: str = ""

    def __len__(self) -> int:
        """Count the lines (one statement)."""
        rows = self.run(COUNT.format(where=self._where()))
        return int(rows[0][0]) if rows else 0

    def __iter__(self) -> Iterator[Line]:
        """Read all lines (one statement)."""
        return iter(self.all())

    def all(self) -> list[Line]:
        """Read all lines (one statement; `list(lines)` would count them first)."""
        return self._read("")

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        """Read some lines (one statement); a slice counts from the front and has both ends."""
        if isinstance(index, int):
            return self._read(f"LIMIT 1 OFFSET {index:d}")[0]
        start = index.start or 0
        return self._read(f"LIMIT {index.stop - start:d} OFFSET {start:d}")

    def counts(self) -> list[tuple[Asked, State, int, int, int, int, int]]:
        """Count the lines per requirement and state: (…, lines, overdue, soon, unplanned, expiring); one statement."""
        return [(self.asked[row[0]], State(row[1]), *map(int, row[2:])) for row in self.run(COUNTS)]

    def _read(self, limit: str) -> list[Line]:
        order = ORDER.format(ascii=dialect().ascii)
        slice_of = f"ORDER BY {order} {limit}" if limit else ""
        tables = {"person": Person._meta.db_table, "unit": Unit._meta.db_table}
        statement = ROWS.format(where=self._where(), order=order, slice=slice_of, **tables)
        return [line_of(self.asked[row[0]].requirement, row[1:], self.as_of) for row in self.run(statement)]

    def _where(self) -> str:
        states = ", ".join(f"'{state}'" for state in sorted(self.states)) or "''"
        return f"state IN ({states})" + (f" AND {TIMINGS[self.timing]}" if self.timing else "")

    def run(self, ending: str) -> list[tuple[Any, ...]]:
        """Run the statement with its ending; nobody bound by anything needs no statement."""
        statement, values = self.statement(ending)
        if not statement:
            return []
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def statement(self, ending: str) -> tuple[str, list[Any]]:
        """Return the statement with its ending, and its values; '' where nobody is bound by anything."""
        branches, values, positions = [], [], []
        for position, asked in enumerate(self.asked):
            rows = facts(asked.terms, asked.versions, self.people, self.as_of)
            try:
                sql, params = rows.query.get_compiler(connection=connection).as_sql()
            except EmptyResultSet:
                continue
            branches.append(BRANCH.format(position=position, sql=sql))
            values += params
            positions.append(position)
        return (self._statement(branches, positions) + ending if branches else "", values)

    def _statement(self, branches: Sequence[str], positions: Sequence[int]) -> str:
        words = dialect()
        today = words.literal(self.as_of)
        return STATEMENT.format(
            columns=", ".join(COLUMNS),
            facts=" UNION ALL ".join(branches),
            terms=", ".join(self._terms(position) for position in positions),
            settles=", ".join(f"({one:d}, {pk:d})" for one in positions for pk in sorted(self.asked[one].terms.programs)),
            due=words.add_months("anchor_on", "offset_months"),
            expiry=words.add_months("learned_on", "validity_months"),
            today=today,
            unsettled=UNSETTLED,
            announced=AnnouncedClass._meta.db_table,
            unit=Unit._meta.db_table,
            step=STEP,
        )

    def _terms(self, position: int) -> str:
        terms, requirement = self.asked[position].terms, self.asked[position].requirement
        months = 0 if terms.anchor == Anchor.YEAR else terms.offset_months
        validity = "CAST(NULL AS integer)" if terms.validity_months is None else f"{terms.validity_months:d}"
        soon_until = date.fromordinal(min(self.as_of.toordinal() + requirement.lead_days, date.max.toordinal()))
        return f"({position:d}, {months:d}, {validity}, {dialect().literal(soon_until)})"
