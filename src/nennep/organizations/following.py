"""What belongs to a unit, and what becomes of it when the unit ends by a reorganization (X1).

Every app that refers to a unit declares each reference once, in its own module `follows`, found when all apps are
ready; the verb of reorganizations reads the declarations. A test fails when a reference is declared nowhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import Q
from django.utils.functional import Promise


class Way(StrEnum):
    """How rows that refer to a unit behave on the day the unit ends."""

    STAYS = "stays"  # a fact of its time goes on naming the unit at which it happened
    BEGINS_ANEW = "begins_anew"  # an interval ends the day before and begins anew at the heir
    CHANGES_HANDS = "changes_hands"  # open work belongs to the heir from the day on
    OWN_STEP = "own_step"  # the app moves it itself


class Log(Protocol):
    """Where a step notes what it did, so that it can be taken back."""

    def made(self, model: str, keys: Iterable[int]) -> None:
        """Note rows that were inserted; `model` is a label such as 'people.Post'."""

    def changed(self, model: str, key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Note the columns of a row as they were and as they became."""


OwnStep = Callable[[Mapping[int, int], date, Log], int]
"""Takes {id of a unit that ends: id of its heir}, the day, and the log; returns how many rows moved."""


def everything(_on: date) -> Q:
    """All rows are open."""
    return Q()


@dataclass(frozen=True, slots=True)
class Follow:
    """One reference to a unit.

    Args:
        model: label of the model, 'people.Post'.
        field: name of the foreign key.
        noun: what the rows are called in a preview.
        way: what becomes of them.
        open_on: which rows count as open on the day (CHANGES_HANDS).
        once: columns that may stand only once among the open rows of a unit; the row of the second predecessor is not
            begun anew (BEGINS_ANEW) or loses the columns of `yields` (CHANGES_HANDS).
        alone: columns by which two open rows of different predecessors at one heir are doubtful: two secretaries.
        yields: what a row gives up that would stand there a second time, {column: value}.
        first: the foreign key that keeps whose a row was before it changed hands for the first time, for figures of that time.
        first_of: which of the rows have been somebody's by the day, and so keep it.
        divided: whether rows of a unit that was divided, or dissolved without an heir, are for a person to place.
        step: the app's own step (OWN_STEP).
    """

    model: str
    field: str
    noun: str | Promise
    way: Way = Way.STAYS
    open_on: Callable[[date], Q] = everything
    once: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    yields: Mapping[str, Any] | None = None
    first: str = ""
    first_of: Callable[[date], Q] = everything
    divided: bool = True
    step: OwnStep | None = None

    @property
    def name(self) -> str:
        """By what the reference is known: 'people.Post.unit'."""
        return f"{self.model}.{self.field}"


_declared: list[Follow] = []


def declare(follows: Iterable[Follow]) -> None:
    """Register what of an app follows which unit."""
    _declared.extend(one for one in follows if one not in _declared)


def declared() -> list[Follow]:
    """Return all declarations, lower apps first."""
    return list(_declared)


def nouns() -> dict[str, str]:
    """Return what the rows of each reference are called, by its name; the first declaration of a reference names it."""
    return {one.name: str(one.noun) for one in reversed(_declared)}
