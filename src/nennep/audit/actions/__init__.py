"""Writing the log. Every verb calls `record` once, with one change for each thing it changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.bulk import insert_rows
from nennep.core.statements import moment, prepared_cursor

FEW = 3
COLUMNS = (
    "at", "actor_id", "actor_name", "action", "object_type", "object_id", "object_label", "person_id", "unit_path", "changes",
)  # fmt: skip
INTO = f"INSERT INTO audit_entry ({', '.join(COLUMNS)})"
INSERT = f"{INTO} VALUES ({', '.join(['%s'] * len(COLUMNS))})"


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
    with prepared_cursor() as cursor:
        for one in changes:
            cursor.execute(INSERT, entry_of(actor, one, at))


def entry_of(actor: Actor, change: Change, at: datetime) -> list[Any]:
    """Return the values of an entry, for `INSERT` or behind `INTO`."""
    facts = json.dumps(dict(change.changes), ensure_ascii=False)
    who, what = (actor.user_id, actor.name[:120]), (change.action, change.object_type, change.object_id, change.object_label[:200])
    return [moment(at), *who, *what, change.person_id, change.unit_path, facts]
