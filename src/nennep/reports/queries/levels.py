"""Members by the highest level of political theory, for a cell as for a country: the facts are joined, not looked up one by one."""

from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from nennep.people.models import Level, TheoryLevel
from nennep.programs.models import Program
from nennep.records.models import Completion

# Facts of the level column are ranked, so that the highest is the largest.
STATEMENT = """
WITH base(person_id) AS ({base}),
facts AS (
  SELECT base.person_id, stated.level AS level FROM base JOIN {theory} stated ON stated.person_id = base.person_id
  WHERE stated.achieved_on IS NULL OR stated.achieved_on <= %s
  UNION ALL
  SELECT base.person_id, program.gives_level FROM {program} program JOIN {completion} reached ON reached.program_id = program.id
    JOIN base ON base.person_id = reached.person_id
  WHERE program.gives_level <> '' AND reached.completed_on <= %s),
held AS (SELECT person_id, MAX(CASE {ranks} END) AS height FROM facts GROUP BY person_id)
SELECT COALESCE(held.height, -1), COUNT(*) FROM base LEFT JOIN held ON held.person_id = base.person_id GROUP BY 1
"""


def by_level(members: QuerySet[Any], day: date) -> dict[str, int]:
    """Return how many of these memberships (one a person) hold which highest level on a day; '' for none (one query).

    The same as the column `level` of `sources.members`; a test compares the two.
    """
    levels = list(Level)
    try:
        base, values = members.order_by().values_list("person_id").query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return {}
    tables = {"theory": TheoryLevel, "program": Program, "completion": Completion}
    statement = STATEMENT.format(
        base=base,
        ranks=" ".join(f"WHEN level = '{level.value}' THEN {height:d}" for height, level in enumerate(levels)),
        **{name: model._meta.db_table for name, model in tables.items()},
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, day, day])
        return {levels[height].value if height >= 0 else "": number for height, number in cursor.fetchall()}
