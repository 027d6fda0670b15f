"""Which unit a list means: by code, by folded name, else by the name without its kind and with its abbreviations written out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from nennep.vietnamese.text import fold, squash

_SPLIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_WORDS = {
    "cb": "chi bo", "db": "dang bo", "du": "dang uy", "dbbp": "dang bo bo phan", "tdp": "to dan pho", "kp": "khu pho", "tyt": "tram y te",
    "mn": "mam non", "th": "tieu hoc", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "htx": "hop tac xa", "ca": "cong an",
    "tt": "trung tam", "p": "phuong", "k": "khoi", "mtn": "mam non", "bhxh": "bao hiem xa hoi", "ub": "uy ban", "qs": "quan su",
}  # fmt: skip
_KINDS = re.compile(r"^(?:chi bo co so|dang bo bo phan|dang bo co so|dang uy co so|chi bo|dang bo|dang uy)\b ?")


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as the rules see it; one that is still to be made has no `id`."""

    id: int | None
    code: str
    name: str
    path: str = ""
    dissolved: bool = False


@lru_cache(maxsize=10_000)
def core(label: str) -> str:
    """Return what tells a unit from its neighbors: no kind of unit, abbreviations written out, numbers without zeros."""
    words = [_WORDS.get(word, word.lstrip("0") or "0") for word in _SPLIT.sub(" ", fold(label)).split()]
    told = _KINDS.sub("", " ".join(words)).split()
    return " ".join(
        word for place, word in enumerate(told) if not (word == "so" and told[place + 1 : place + 2] and told[place + 1].isdigit())
    )


@dataclass(slots=True)
class UnitIndex:
    """The units that a list can name: those at and below the one it was sent for."""

    units: Iterable[UnitRef]
    _by_key: dict[tuple[str, str], list[UnitRef]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            self.add(unit)

    def add(self, unit: UnitRef) -> None:
        """Make a unit known under its code, its name and the core of its name."""
        for key in {("code", squash(unit.code)), ("name", squash(unit.name)), ("core", core(unit.name))}:
            if key[1]:
                self._by_key.setdefault(key, []).append(unit)

    def find(self, label: str) -> list[UnitRef]:
        """Return the units that a label can mean: one, none, or several between which nothing decides."""
        for key in (("name", squash(label)), ("code", squash(label)), ("core", core(label))):
            found = self._by_key.get(key, [])
            if len(found) > 1:
                found = [unit for unit in found if not unit.dissolved] or found
            if found:
                return found
        return []
