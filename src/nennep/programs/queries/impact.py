"""Whom a change of the rules touches: apps that stand above the catalog register what they count, in a module `impact`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nennep.programs.models import Program
from nennep.programs.queries.rule_set import draft_of, governed, rule_set_for
from nennep.programs.rules.draft import RuleSetDraft, differences


@dataclass(frozen=True, slots=True)
class Touched:
    """A number of things that a change touches, or leaves alone (`kept`), in words."""

    number: int
    text: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a new rule set would do: what differs from the rules in force on its first day, and whom it touches."""

    differences: list[tuple[str, object, object]]
    touched: list[Touched]


Counter = Callable[[Program, date], Iterable[Touched]]
_COUNTERS: list[Counter] = []


def register(counter: Counter) -> Counter:
    """Add what an app counts: called with the program and the first day of its new rules."""
    _COUNTERS.append(counter)
    return counter


def preview(program: Program | None, draft: RuleSetDraft) -> Preview:
    """Return what `draft` would change for a program; None: for all that have no rules of their own."""
    present = rule_set_for(program, draft.starts_on)
    changed: list[tuple[str, Any, Any]] = differences(draft_of(present), draft) if present else []
    touched = [
        one if program else replace(one, text=f"{each.name}: {one.text}")
        for each in governed(program, draft.starts_on)
        for counter in _COUNTERS
        for one in counter(each, draft.starts_on)
    ]
    return Preview(changed, touched)
