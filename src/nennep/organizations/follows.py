"""What of this app follows which unit in a reorganization."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext_lazy as _

from nennep.accounts.models import SavedView
from nennep.core.bulk import change_rows
from nennep.organizations.following import Follow, Log, Way, declare

UNIT_FIELDS = ("unit", "provider")


def _saved_views(heirs: Mapping[int, int], _on: date, log: Log) -> int:
    """Let saved filters name the heir."""
    names = {str(old): str(new) for old, new in heirs.items()}
    changes: dict[int, dict[str, str]] = {}
    for pk, query in SavedView.objects.filter(query__regex="(unit|provider)=").values_list("pk", "query"):
        told = parse_qsl(query, keep_blank_values=True)
        now = urlencode([(name, names.get(value, value) if name in UNIT_FIELDS else value) for name, value in told])
        if told != parse_qsl(now, keep_blank_values=True):
            changes[pk] = {"query": now}
            log.changed("accounts.SavedView", pk, {"query": query}, changes[pk])
    change_rows(SavedView, changes)
    return len(changes)


declare(
    (
        Follow("organizations.Unit", "parent", _("units below")),  # moved with the tree itself
        Follow("organizations.Placement", "unit", _("places in the tree")),
        Follow("organizations.Placement", "parent", _("places in the tree")),
        Follow("organizations.SuccessorLink", "predecessor", _("successors")),
        Follow("organizations.SuccessorLink", "successor", _("successors")),
        Follow("organizations.FormerName", "unit", _("former names")),
        Follow("organizations.ServedUnit", "provider", _("units served"), Way.BEGINS_ANEW, once=("unit_id",), divided=False),
        Follow("organizations.ServedUnit", "unit", _("providers"), Way.BEGINS_ANEW, once=("provider_id",), divided=False),
        Follow("organizations.Grant", "unit", _("roles"), Way.BEGINS_ANEW, once=("user_id", "role")),
        Follow("accounts.SavedView", "query", _("saved views"), Way.OWN_STEP, step=_saved_views),
    )
)
