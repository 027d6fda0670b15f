"""What an actor asks a report about, read from the address of the page."""

from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, NotVisible, require
from nennep.organizations.models import Unit
from nennep.organizations.queries.life import beginning_of, ending_of
from nennep.organizations.queries.unit import visible, visible_or_404
from nennep.organizations.scope import Tree, ancestors_of
from nennep.reports import policy
from nennep.reports.queries.sources import Scope
from nennep.reports.rules.span import Span


def scope_of(
    actor: Actor, unit: str | None, first: str | None, last: str | None, tree: str | None = None, *, this_year: int
) -> Scope:
    """Return the unit, years and tree asked; by default the unit in which one acts, this year, and today's tree.

    Raises:
        NotVisible: no such unit in reach, no such years, no such tree.
        Forbidden: the unit is in reach, its figures are not.
    """
    asked = visible_or_404(actor, _number(unit)) if unit else _default(actor)
    require(policy.can_report(actor, asked))
    start = _number(first) if first else this_year
    end = _number(last) if last else max(start, this_year) if first is None else start
    try:
        return Scope(asked, Span(min(start, end), max(start, end)), Tree(tree or Tree.NOW))
    except ValueError:
        raise NotVisible from None


def query_of(scope: Scope) -> dict[str, object]:
    """Return what the address of a page says of a scope."""
    tree = {} if scope.tree == Tree.NOW else {"tree": scope.tree.value}
    return {"unit": scope.unit.pk, "from": scope.span.first, "to": scope.span.last, **tree}


def address_of(scope: Scope) -> str:
    """Return the address of the page of a report."""
    return f"{reverse('reports:annual')}?{urlencode(query_of(scope))}"


def absence_of(actor: Actor, scope: Scope) -> dict[str, object]:
    """Return what a page says when the unit ended before the last day asked, or began after it: how, and where to look instead."""
    span, unit = scope.span, scope.unit
    years = {"from": span.first, "to": span.last}
    ending = ending_of(actor, unit, span.ends_on)
    beginning = beginning_of(actor, unit, span.ends_on) if scope.tree == Tree.THEN else None
    past = ""
    if ending and (scope.tree == Tree.NOW or ending.last_day < span.starts_on):
        then = years if ending.last_day >= span.starts_on else {"from": ending.last_day.year, "to": ending.last_day.year}
        past = urlencode({"unit": unit.pk, **then, "tree": Tree.THEN.value})
    now = urlencode({"unit": unit.pk, **years}) if beginning else ""
    return {"ending": ending, "past": past, "beginning": beginning, "now": now, "years": urlencode(years)}


def _number(text: str) -> int:
    if not text.isdecimal():
        raise NotVisible
    return int(text)


def _default(actor: Actor) -> Unit:
    grants = sorted(actor.grants, key=lambda grant: (grant.unit_id != actor.unit_id, grant.path))
    mine = [grant.unit_id for grant in grants if grant.role in policy.READERS]
    if not mine:
        raise Forbidden
    return visible_or_404(actor, mine[0])


def units_around(actor: Actor, unit: Unit) -> QuerySet[Unit]:
    """Return the unit, those above it in reach and those directly below it."""
    return visible(actor).filter(Q(pk__in=ancestors_of(unit.path)) | Q(parent=unit))
