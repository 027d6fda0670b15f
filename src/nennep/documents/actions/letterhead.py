"""The verb that sets what stands on a unit's papers."""

from collections.abc import Mapping
from typing import Any

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.documents import policy
from nennep.documents.models import Letterhead
from nennep.documents.queries.letterhead import letterhead_of
from nennep.organizations.models import Unit

FIELDS = (
    "layout", "organ", "superior", "body", "place", "signing_for", "signer_title", "signer_name", "term_starts_on",
)  # fmt: skip


@verb
def keep_letterhead(*, actor: Actor, unit: Unit, values: Mapping[str, Any]) -> Letterhead:
    """Set the head and foot of a unit's papers; `values` are the fields of FIELDS. Papers issued before stay as they are.

    Raises:
        Forbidden: the actor does not act for the office of the unit.
    """
    require(policy.can_keep_letterhead(actor, unit))
    before = letterhead_of(unit)
    told = {name: [str(getattr(before, name)), str(values[name])] for name in FIELDS}
    kept, _new = Letterhead.objects.update_or_create(unit=unit, defaults={name: values[name] for name in FIELDS})
    changed = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    record(actor, [change("documents.letterhead", kept, unit_path=unit.path, changed=changed)])
    return kept
