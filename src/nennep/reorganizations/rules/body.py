"""What becomes of the tree under a plan: units as they are and shall be, who ends and who takes over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nennep.reorganizations.rules.deed import Share


@dataclass(frozen=True, slots=True)
class Body:
    """A unit as it is before the plan, or as it shall be after; `parent` is a key, empty at the top."""

    code: str
    name: str
    kind: str
    parent: str = ""

    @property
    def key(self) -> str:
        """By what a unit is found: its code, case ignored."""
        return key_of(self.code)


@dataclass(frozen=True, slots=True)
class Heir:
    """Who takes over from a unit, and how much."""

    key: str
    share: Share


@dataclass(frozen=True, slots=True)
class Ending:
    """A unit that gives something away. `main` takes what is not told apart; `doubt` says why a person should look.

    A unit that is divided and goes on is its own main heir.
    """

    heirs: tuple[Heir, ...]
    main: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be done: a reason with its facts."""

    number: int
    code: str
    facts: Mapping[str, Any]


@dataclass(slots=True)
class Plan:
    """What becomes of the tree. All mappings are by key.

    Attributes:
        new: units to establish, parents before children.
        after: units that go on with another code, name, kind or parent, as they shall be.
        endings: units that end, and those that are divided and go on.
        implied: units that move only since what stood above them ends: {key: reason of doubt, or empty}.
        problems: why the plan cannot be done; with any, nothing is done.
    """

    new: list[Body] = field(default_factory=list)
    after: dict[str, Body] = field(default_factory=dict)
    endings: dict[str, Ending] = field(default_factory=dict)
    implied: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def ends(self, key: str) -> bool:
        """Say whether a unit is no more after the plan."""
        return key in self.endings and self.endings[key].main != key


def key_of(code: str) -> str:
    """Return the key of a code."""
    return code.strip().casefold()
