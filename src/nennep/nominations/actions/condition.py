"""The verb that keeps the conditions of entry."""

from collections.abc import Mapping
from typing import Any

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.nominations.models import Check, EntryCondition
from nennep.programs.policy import can_edit_catalog

FIELDS = ("program", "params", "overridable", "legal_basis", "verified", "starts_on", "ends_on", "active")


@verb
def keep_condition(
    *, actor: Actor, check: Check, values: Mapping[str, Any], condition: EntryCondition | None = None
) -> EntryCondition:
    """Enter a condition, or change one; dossiers keep the lines under which they were proposed or selected.

    Raises:
        Forbidden: the actor does not keep the catalog.
        Refused: condition_ends_early.
    """
    require(can_edit_catalog(actor))
    if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
        raise Refused("condition_ends_early")
    before = {} if condition is None else {name: getattr(condition, name) for name in FIELDS}
    kept = condition or EntryCondition(check_code=check)
    for name in FIELDS:
        setattr(kept, name, values[name])
    kept.save()
    changed = {name: [str(before.get(name, "")), str(values[name])] for name in FIELDS if before.get(name) != values[name]}
    record(actor, [change("nominations.condition", kept, changed=changed)])
    return kept
