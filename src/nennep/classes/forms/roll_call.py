"""Shape and type of marks as they come as JSON."""

import json
import re
from collections.abc import Mapping

from nennep.attendance.models import Source
from nennep.attendance.rules.mark import MarkInput
from nennep.classes.forms.keys import LARGEST
from nennep.core import clock
from nennep.core.errors import Refused

LIST = Source.LIST.value
SOURCES = frozenset({LIST, Source.QR.value})
NONCE = re.compile(r"[\w.:-]{1,64}", re.ASCII)


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
    nonce, source, attendee = str(one["nonce"]), str(one.get("source", LIST)), int(str(one["attendee"]))
    if not NONCE.fullmatch(nonce) or source not in SOURCES or attendee > LARGEST:
        raise ValueError(nonce)
    return MarkInput(attendee, str(one["state"]), nonce, clock.read(str(one["client_time"])), source, device)
