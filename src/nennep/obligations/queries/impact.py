"""Whom a change of a requirement touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nennep.core.actors import Actor
from nennep.obligations import policy
from nennep.obligations.models import STATE_LABELS
from nennep.obligations.queries.dialect import dialect
from nennep.obligations.queries.due import members
from nennep.obligations.queries.line import read_day
from nennep.obligations.queries.lines import Lines
from nennep.obligations.queries.requirement import Asked
from nennep.obligations.rules.state import State
from nennep.people.models import Person

SHOWN = 20
PAIRS = """, pairs AS (
  SELECT person_id, sort_key,
    MAX(CASE WHEN position = {before} THEN state END) AS old_state, MAX(CASE WHEN position = {after} THEN state END) AS new_state,
    MAX(CASE WHEN position = {before} THEN due END) AS old_due, MAX(CASE WHEN position = {after} THEN due END) AS new_due
  FROM lines GROUP BY person_id, sort_key),
compared AS (
  SELECT pairs.*, CASE WHEN old_state IS NULL THEN 'new' WHEN new_state IS NULL THEN 'released'
    WHEN old_state <> new_state OR COALESCE(CAST(old_due AS text), '') <> COALESCE(CAST(new_due AS text), '') THEN 'changed'
    ELSE 'same' END AS outcome
  FROM pairs)
"""
TALLY = "SELECT outcome, COUNT(*) FROM compared GROUP BY outcome"
EXAMPLES = """
SELECT person.id, person.full_name, old_state, new_state, old_due, new_due
FROM compared JOIN {person} person ON person.id = compared.person_id
WHERE outcome <> 'same' ORDER BY compared.sort_key {ascii}, person.id LIMIT {shown}
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whom a change touches: state and due day before and after (None: not bound)."""

    person_id: int
    full_name: str
    old_state: State | None
    new_state: State | None
    old_due: date | None
    new_due: date | None

    @property
    def before(self) -> str:
        """What it was, in words."""
        return _told(self.old_state, self.old_due)

    @property
    def after(self) -> str:
        """What it would be, in words."""
        return _told(self.new_state, self.new_due)


@dataclass(frozen=True, slots=True)
class Impact:
    """How many people a requirement binds before and after a change, whom it touches, and the first of them by name."""

    before: int
    after: int
    newly_bound: int
    released: int
    changed: int
    people: Sequence[Moved]


def of_requirement(actor: Actor, before: Asked | None, after: Asked | None, as_of: date) -> Impact:
    """Compare a requirement as it is with what it would be (None: it binds nobody); two statements."""
    asked = [one for one in (before, after) if one is not None]
    places = {"before": 0 if before else -1, "after": len(asked) - 1 if after else -1}
    found = Lines(asked, members(None, as_of).filter(policy.visible_memberships(actor)), as_of)
    pairs = PAIRS.format(**places)
    tally = dict(found.run(pairs + TALLY))
    new, released, changed, same = (int(tally.get(outcome, 0)) for outcome in ("new", "released", "changed", "same"))
    examples = EXAMPLES.format(person=Person._meta.db_table, ascii=dialect().ascii, shown=SHOWN)
    rows = found.run(pairs + examples) if new or released or changed else []
    return Impact(released + changed + same, new + changed + same, new, released, changed, [_moved(row) for row in rows])


def _moved(row: Sequence[Any]) -> Moved:
    person, name, old_state, new_state, old_due, new_due = row
    old, new = (State(state) if state else None for state in (old_state, new_state))
    return Moved(person, name, old, new, read_day(old_due), read_day(new_due))


def _told(state: State | None, due: date | None) -> str:
    if state is None:
        return _("not bound")
    label = str(STATE_LABELS[state])
    return _("%(state)s, due %(day)s") % {"state": label, "day": f"{due:%d/%m/%Y}"} if due else label
