"""Reads of the catalog."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from nennep.core.errors import NotVisible
from nennep.organizations.queries.actor import in_force
from nennep.programs.models import Program, ProgramVersion, RuleSet


def all_programs() -> QuerySet[Program]:
    """Return all programs in the order of the catalog."""
    return Program.objects.order_by("order", "code")


def listed(day: date) -> QuerySet[Program]:
    """Return all programs with what is in force on a day, as `versions_now` and `rules_now` (three queries)."""
    return all_programs().prefetch_related(
        Prefetch("versions", ProgramVersion.objects.filter(in_force(day)), to_attr="versions_now"),
        Prefetch("rule_sets", RuleSet.objects.filter(in_force(day)), to_attr="rules_now"),
    )


def by_code(code: str) -> Program | None:
    """Return the program of a code, case ignored."""
    return Program.objects.filter(code__iexact=code).first()


def get_or_404(code: str) -> Program:
    """Return the program of a code.

    Raises:
        NotVisible: there is none.
    """
    program = by_code(code)
    if program is None:
        raise NotVisible
    return program


def version_for(program: Program, day: date) -> ProgramVersion | None:
    """Return the content of a program in force on a day."""
    return program.versions.filter(in_force(day)).order_by("starts_on").last()
