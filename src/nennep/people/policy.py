"""Who sees and changes people."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import REGION, Tree, are_regions, below_on, in_regions, outermost, region_of, within
from nennep.people.models import Membership, Person

READERS = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY)
WRITERS = (Role.ADMINISTRATOR, Role.OFFICER)


def visible_people(actor: Actor) -> Q:
    """Return the people the actor may see: who belongs, or last belonged, to a unit in reach, and oneself."""
    paths = _reach(actor)
    return Q(pk=actor.person_id or 0) | _at_or_below(paths) if paths != [""] else Q()


def people_in_reach(actor: Actor) -> Q:
    """Return whom the lists of the actor are made of: the people in reach, for whoever has none oneself.

    One plain condition, without 'or': the database may begin at the people of a cell as well as at all names in order.
    """
    paths = _reach(actor)
    return _at_or_below(paths) if paths else Q(pk=actor.person_id or 0)


def regions_in_reach(actor: Actor) -> Q:
    """Return a condition that follows from `people_in_reach`, and by which a name is looked for no further than in these regions."""
    paths = _reach(actor)
    return Q() if are_regions(paths) else in_regions(map(region_of, paths))


def sees_more_than_a_region(actor: Actor) -> bool:
    """Say whether the people in reach may be those of a country."""
    paths = _reach(actor)
    return are_regions(paths) and paths != [] and (len(paths) > 1 or len(paths[0]) < REGION)


def _reach(actor: Actor) -> list[str]:
    """Whoever reads a province and is the secretary of a cell in it reads the province."""
    return outermost(actor.paths(*READERS))


def _at_or_below(paths: list[str]) -> Q:
    """People of whole regions are found by their own column, those of smaller units from their memberships."""
    return in_regions(paths) if are_regions(paths) else Q(Exists(_latest_in(paths)))


def reach_on(actor: Actor, unit: Unit | None, tree: Tree, day: date) -> Q:
    """Return the condition on the memberships of a day that a reader of `unit` (None: of all units in reach) sees.

    On the tree of that day they are those that stood below the unit then, wherever they stand now: its past is its own.
    """
    if unit is not None:
        return below_on([(unit.pk, unit.path)] if actor.holds(unit.path, *READERS) else [], tree, day, "unit__path")
    places = [(0, "")] if actor.everywhere else [(grant.unit_id, grant.path) for grant in actor.grants if grant.role in READERS]
    return below_on(places, tree, day, "unit__path")


def _latest_in(paths: list[str]) -> QuerySet[Membership]:
    """Open memberships in reach, and the last ones of people who left."""
    of_person = Membership.objects.filter(person=OuterRef("pk"))
    later = Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")) | Q(ends_on=OuterRef("ends_on"), pk__gt=OuterRef("pk"))
    followed = Membership.objects.filter(later, person=OuterRef("person"))
    return of_person.filter(within(paths, "unit__path")).filter(Q(ends_on=None) | ~Q(Exists(followed)))


def can_see_person(actor: Actor, person: Person) -> bool:
    """Say whether the actor may see this person."""
    return Person.objects.filter(visible_people(actor), pk=person.pk).exists()


def can_add_people(actor: Actor, unit: Unit) -> bool:
    """Officers and administrators keep the people of the units in their reach."""
    return actor.holds(unit.path, *WRITERS)


def can_edit_person(actor: Actor, person: Person) -> bool:
    """Whoever keeps the people of the unit to which the person belongs now."""
    if actor.everywhere:
        return True
    current = person.memberships.filter(ends_on=None).select_related("unit").first()
    return current is not None and can_add_people(actor, current.unit)


def can_unmask(actor: Actor, person: Person) -> bool:
    """Personal numbers are shown to whoever keeps the record, and to the person."""
    return actor.person_id == person.pk or can_edit_person(actor, person)
