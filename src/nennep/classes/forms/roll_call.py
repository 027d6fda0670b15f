"""Shape and type of marks as they come as JSON."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from nennep.attendance.models import Source
from nennep.attendance.rules.mark import MarkInput
from nennep.core.errors import Refused

SOURCES = frozenset({Source.LIST.value, Source.QR.value})
LONGEST = 64


def marks_of(body: bytes, device: str = "") -> list[MarkInput]:
    """Return the marks of {"marks": [{"attendee", "state", "client_time", "nonce", "source"?}]}, in the order given.

    Raises:
        Refused: marks_unreadable.
    """
    try:
        return [_mark(one, device) for one in json.loads(body)["marks"]]
    except (ValueError, TypeError, KeyError) as fault:
        raise Refused("marks_unreadable") from fault


def _mark(one: Mapping[str, object], device: str) -> MarkInput:
    nonce, source = str(one["nonce"]), str(one.get("source", Source.LIST))
    if not 1 <= len(nonce) <= LONGEST or source not in SOURCES:
        raise ValueError(nonce)
    at = datetime.fromisoformat(str(one["client_time"]))
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return MarkInput(int(str(one["attendee"])), str(one["state"]), nonce, at.astimezone(UTC), source, device)
