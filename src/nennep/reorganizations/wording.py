"""From reasons and counts to the words people read."""

from django.utils.translation import gettext_lazy as _

from nennep.reorganizations.rules.body import Problem
from nennep.reorganizations.sentences import PROBLEMS, REASONS

COUNT_LABELS = {
    "new": _("units established"),
    "changed": _("units changed"),
    "ended": _("units ended"),
    "moved": _("units moved with what stood above them"),
}


def problem_text(problem: Problem) -> str:
    """Return why a line cannot be done."""
    return str(PROBLEMS[problem.code]) % problem.facts


def reason_text(reason: str) -> str:
    """Return why something is for a person to settle."""
    return str(REASONS[reason])
