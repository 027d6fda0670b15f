"""Reads of requirements, and their terms as the rules take them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nennep.core.errors import NotVisible
from nennep.obligations.models import Requirement
from nennep.obligations.rules.requirement import Terms, levels_from
from nennep.organizations.queries.actor import in_force
from nennep.programs.models import Program
from nennep.programs.rules.versions import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement (perhaps one not saved yet) with its terms and the ids of all its versions."""

    requirement: Requirement
    terms: Terms
    versions: tuple[int, ...] = ()


def all_requirements() -> QuerySet[Requirement]:
    """Return all requirements, in use or not, in their order."""
    return Requirement.objects.select_related("program").prefetch_related("also_satisfied_by")


def present(today: date) -> QuerySet[Requirement]:
    """Return the requirements in force or to come."""
    return all_requirements().filter(Q(ends_on=None) | Q(ends_on__gte=today))


def ended(today: date) -> QuerySet[Requirement]:
    """Return the versions that ended, which go on to explain the lines of their time; the newest of each first."""
    return all_requirements().filter(ends_on__lt=today).order_by("order", "code", "-ends_on")


def version_on(code: str, day: date) -> Requirement | None:
    """Return the version of a requirement in force on a day."""
    return all_requirements().filter(in_force(day), code=code).first()


def get_or_404(pk: int) -> Requirement:
    """Return one requirement.

    Raises:
        NotVisible: there is none.
    """
    requirement = all_requirements().filter(pk=pk).first()
    if requirement is None:
        raise NotVisible
    return requirement


def asked_on(day: date) -> list[Asked]:
    """Return the requirements in use and in force on a day with their terms (four queries)."""
    rows = list(all_requirements().filter(in_force(day), active=True))
    levels = programs_by_level() if any(row.level for row in rows) else []
    versions = versions_by_code()
    return [Asked(row, terms_of(row, (one.pk for one in row.also_satisfied_by.all()), levels), versions[row.code]) for row in rows]


def versions_by_code(**narrowed: object) -> dict[str, tuple[int, ...]]:
    """Return the ids of the versions of each requirement."""
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for code, pk in Requirement.objects.filter(**narrowed).order_by("pk").values_list("code", "pk"):
        found[code] += (pk,)
    return found


def programs_by_level() -> list[tuple[int, str]]:
    """Return (program, level) for the programs that give a level of political theory."""
    return list(Program.objects.exclude(gives_level="").values_list("pk", "gives_level"))


def terms_of(requirement: Requirement, also: Iterable[int], levels: Collection[tuple[int, str]]) -> Terms:
    """Return the terms of a requirement, saved or not.

    Args:
        requirement: whose terms.
        also: the programs that settle it beside its own.
        levels: all programs that give a level (`programs_by_level`).
    """
    enough = levels_from(requirement.level)
    return Terms(
        programs=frozenset({requirement.program_id, *also, *(pk for pk, level in levels if level in enough)}),
        anchor=requirement.anchor,
        offset_months=requirement.offset_months,
        validity_months=requirement.validity_months,
        level=requirement.level,
        standings=frozenset(requirement.standings),
        post_titles=tuple(requirement.post_titles),
        succession_titles=tuple(requirement.succession_titles),
        unit_kinds=frozenset(requirement.unit_kinds),
    )


def asked_if_in_force(requirement: Requirement | None, also: Collection[Program] | None, day: date) -> Asked | None:
    """Return a requirement (saved or not; `also`: its other programs, None: the saved ones) as asked on a day, if it holds then."""
    if requirement is None or not requirement.active or not Span(requirement.starts_on, requirement.ends_on).holds(day):
        return None
    programs = requirement.also_satisfied_by.all() if also is None else also
    versions = versions_by_code(code=requirement.code)[requirement.code]
    return Asked(requirement, terms_of(requirement, [one.pk for one in programs], programs_by_level()), versions)
