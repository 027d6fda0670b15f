"""Writing the log. Every verb calls `record` once, with one change for each thing it changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, models

from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.bulk import insert_rows
from nennep.core.statements import prepared_cursor

FEW = 3
COLUMNS = (
    "at", "actor_id", "actor_name", "action", "object_type", "object_id", "object_label", "person_id", "unit_path", "changes",
)  # fmt: skip
INSERT = """
    INSERT INTO audit_entry
        (at, actor_id, actor_name, action, object_type, object_id, object_label, person_id, unit_path, changes)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: what was done to which object, and what is different now."""

    action: str
    object_type: str
    object_id: int | None
    object_label: str
    person_id: int | None = None
    unit_path: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)


def change(action: str, thing: models.Model, *, person_id: int | None = None, unit_path: str = "", **changes: object) -> Change:
    """Return the change `action` made to `thing`; `changes` are JSON values, usually [before, after]."""
    return Change(action, thing._meta.label_lower, thing.pk, str(thing)[:200], person_id, unit_path, changes)


def record(actor: Actor, changes: Iterable[Change]) -> None:
    """Append one entry for each change; joins the caller's transaction."""
    listed, at = list(changes), clock.now()
    if len(listed) <= FEW:
        _write_out(actor, listed, at)
        return
    who = (at, actor.user_id, actor.name[:120])
    insert_rows(
        Entry,
        COLUMNS,
        (
            (
                *who,
                one.action,
                one.object_type,
                one.object_id,
                one.object_label[:200],
                one.person_id,
                one.unit_path,
                dict(one.changes),
            )
            for one in listed
        ),
    )


def _write_out(actor: Actor, changes: Sequence[Change], at: datetime) -> None:
    """Insert a few entries by a statement written out: most verbs write one, and the ORM takes ten times as long to build it."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with prepared_cursor() as cursor:
        for one in changes:
            facts = json.dumps(dict(one.changes), ensure_ascii=False)
            who, what = (actor.user_id, actor.name[:120]), (one.action, one.object_type, one.object_id, one.object_label[:200])
            cursor.execute(INSERT, [moment, *who, *what, one.person_id, one.unit_path, facts])
