"""What a list says differently from what is known. A list never blanks out and never makes a date less exact."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nennep.exchange.rules.identity import knows_more, name_key
from nennep.vietnamese.dates import PartialDate

DATES = {"born": "birth", "admitted": "admitted", "official": "official"}


def differing_dates(
    known: Mapping[str, PartialDate | None], told: Mapping[str, PartialDate | None]
) -> dict[str, tuple[PartialDate | None, PartialDate]]:
    """Return {field: (known, told)} for the dates that a list corrects or completes."""
    found = {}
    for name, new in told.items():
        old = known.get(name)
        if new is not None and new != old and not knows_more(old, new):
            found[name] = (old, new)
    return found


def differing_texts(known: Mapping[str, str], told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return {field: (known, told)} for the texts that a list corrects or completes."""
    return {name: (known.get(name, ""), new) for name, new in told.items() if new and new != known.get(name, "")}


def differing_name(known: str, told: str) -> tuple[str, str] | None:
    """Return (known, told) when a name is another one; another way to write it is none."""
    return (known, told) if told and name_key(known) != name_key(told) else None


def shown(value: Any) -> Any:
    """Return a value of a difference as plain JSON."""
    if isinstance(value, PartialDate):
        return value.text
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value
