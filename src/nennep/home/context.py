"""What every page shows around its content."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the areas, the unit in which one acts and the like."""
    return {}
