"""Writing the log. Every verb calls `record` once, with one change for each thing it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import Actor

BATCH = 2000


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
    """Append one entry for each change, in one insert per 2,000; joins the caller's transaction."""
    at = clock.now()
    Entry.objects.bulk_create(
        (
            Entry(
                at=at,
                actor_id=actor.user_id,
                actor_name=actor.name[:120],
                action=one.action,
                object_type=one.object_type,
                object_id=one.object_id,
                object_label=one.object_label[:200],
                person_id=one.person_id,
                unit_path=one.unit_path,
                changes=dict(one.changes),
            )
            for one in changes
        ),
        batch_size=BATCH,
    )
