"""From reasons and counts to the words people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import nouns
from nennep.reorganizations.rules.body import Problem
from nennep.reorganizations.sentences import PROBLEMS, REASONS

COUNT_LABELS = {
    "new": _("units established"),
    "changed": _("units changed"),
    "ended": _("units ended"),
    "moved": _("units moved with what stood above them"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One line of the worklist as a preview shows it."""

    label: str
    noun: str
    was_at: str
    placed_at: str
    reason: str


def counted(found: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what a plan does as (words, count), units first."""
    units = [(str(COUNT_LABELS[name]), count) for name, count in found.get("counts", {}).items() if count]
    return units + [(noun_of(name), count) for name, count in found.get("moved", {}).items()]


def shown_points(found: Mapping[str, Any]) -> list[Doubt]:
    """Return the doubtful things that a preview kept."""
    return [Doubt(label, noun_of(name), was, now, reason_text(reason)) for reason, name, label, was, now in found.get("shown", [])]


def noun_of(name: str) -> str:
    """Return what the rows of a reference are called."""
    return nouns().get(name, name)


def problem_text(problem: Problem) -> str:
    """Return why a line cannot be done."""
    return str(PROBLEMS[problem.code]) % problem.facts


def reason_text(reason: str) -> str:
    """Return why something is for a person to settle."""
    return str(REASONS[reason])
