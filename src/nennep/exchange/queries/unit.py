"""Units as imports see them."""

from nennep.exchange.rules.unit_match import UnitRef
from nennep.organizations.models import Unit
from nennep.organizations.scope import within


def refs_below(unit: Unit) -> list[UnitRef]:
    """Return the Party bodies at and below a unit."""
    rows = Unit.objects.filter(within([unit.path]), kind__is_party=True).order_by("path")
    return [
        UnitRef(key, code, name, path, dissolved is not None)
        for key, code, name, path, dissolved in rows.values_list("id", "code", "name", "path", "dissolved_on")
    ]
