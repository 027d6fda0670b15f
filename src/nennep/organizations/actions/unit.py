"""Units: established and renamed here; what moves people with it is a reorganization."""

from datetime import date

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations import policy
from nennep.organizations.actions import steps
from nennep.organizations.models import ServedUnit, Unit, UnitKind


@verb
def establish_unit(*, actor: Actor, code: str, name: str, kind: UnitKind, parent: Unit | None, founded_on: date) -> Unit:
    """Establish a unit below `parent`.

    Raises:
        Forbidden: the actor does not administer the unit above.
        Refused: unit_code_taken, a unit in being has the code.
    """
    require(policy.can_edit_units(actor, parent))
    if parent is not None:
        steps.require_in_being(parent, founded_on)
    if Unit.objects.filter(code__iexact=code, dissolved_on=None).exists():
        raise Refused("unit_code_taken", code=code)
    [unit], changes = steps.add_units([steps.NewUnit(code, name, kind.pk, parent, founded_on)])
    record(actor, changes)
    return unit


@verb
def correct_unit(*, actor: Actor, unit: Unit, name: str) -> None:
    """Correct how a unit's name is written; a new name by decision is a reorganization.

    Raises:
        Forbidden: the actor does not administer the unit.
    """
    require(policy.can_edit_units(actor, unit))
    before, unit.name = unit.name, name
    unit.search_key = steps.search_key(unit.code, name)
    unit.save(update_fields=["name", "search_key"])
    record(actor, [change("organizations.correct_unit", unit, unit_path=unit.path, name=[before, name])])


@verb
def serve_unit(*, actor: Actor, provider: Unit, unit: Unit, today: date) -> ServedUnit:
    """Let a provider serve a unit and all below it from today.

    Raises:
        Forbidden: the actor administers neither the provider nor a unit above it.
        Refused: unit_is_no_provider; served_already.
    """
    require(policy.can_grant(actor, provider))
    steps.require_in_being(unit, today)
    if not provider.kind.is_provider:
        raise Refused("unit_is_no_provider", unit=provider.name)
    served, made = ServedUnit.objects.get_or_create(provider=provider, unit=unit, ends_on=None, defaults={"starts_on": today})
    if not made:
        raise Refused("served_already", provider=provider.name, unit=unit.name)
    record(actor, [change("organizations.serve", provider, unit_path=provider.path, unit=unit.code)])
    return served
