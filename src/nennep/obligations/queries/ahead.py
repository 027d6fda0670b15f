"""The list of a large unit: a job put its lines in order ahead; whom a page shows is read there, what stands in its lines now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

from django.db.models import QuerySet
from django.db.models.functions import Left

from nennep.obligations.models import DueRow
from nennep.obligations.queries.line import Line
from nennep.obligations.queries.lines import Lines
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Membership


@dataclass(frozen=True)
class LinesAhead(Sequence[Line]):
    """The lines of `rows` of the unit at `path`, as they are now; one that does not pass the filter of `live` is left out of its page."""

    live: Lines
    rows: QuerySet[DueRow]
    path: str

    def __len__(self) -> int:
        """Count the rows (one statement)."""
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        """Read some lines (two statements)."""
        if isinstance(index, int):
            return self[index : index + 1][0]
        wanted = list(self.rows[index].values_list("person_id", "requirement_id"))
        now = replace(self.live, people=self._still_here({person for person, _requirement in wanted}))
        found = {(line.person_id, line.requirement.pk): line for line in now.all()}
        return [found[key] for key in wanted if key in found]

    def _still_here(self, people: set[int]) -> QuerySet[Membership]:
        """Return the memberships of these people at the unit or below it; said so that the database begins at the people."""
        rows = Membership.objects.filter(in_force(self.live.as_of), person_id__in=people)
        return rows.alias(place=Left("unit__path", len(self.path))).filter(place=self.path)
