"""Where people belonged on days of the past."""

from collections.abc import Collection
from datetime import date

from nennep.exchange.queries.known import CHUNK
from nennep.people.models import Membership


class UnitsOnDays:
    """The units of some people through time (a query for each 10,000 people)."""

    def __init__(self, person_ids: Collection[int]) -> None:
        self._spans: dict[int, list[tuple[date, date, int]]] = {}
        keys = list(person_ids)
        for start in range(0, len(keys), CHUNK):
            rows = Membership.objects.filter(person__in=keys[start : start + CHUNK]).values_list(
                "person_id", "unit_id", "starts_on", "ends_on"
            )
            for person, unit, begins, ends in rows:
                self._spans.setdefault(person, []).append((begins or date.min, ends or date.max, unit))

    def on(self, person_id: int, day: date) -> int | None:
        """Return the unit on a day; of somebody who belonged nowhere then, the nearest before or after."""
        spans = self._spans.get(person_id, [])
        held = next((unit for begins, ends, unit in spans if begins <= day <= ends), None)
        if held is not None or not spans:
            return held
        return min(spans, key=lambda span: min(abs((span[0] - day).days), abs((span[1] - day).days)))[2]
