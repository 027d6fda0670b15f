"""The list of a large unit: a job put its lines in order ahead; whom a page shows is read there, what stands in its lines now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

from django.db.models import QuerySet

from nennep.obligations.models import DueRow
from nennep.obligations.queries.line import Line
from nennep.obligations.queries.lines import Lines


@dataclass(frozen=True)
class LinesAhead(Sequence[Line]):
    """The lines of `rows`, read from `live` as they are now; one that does not pass its filter any more is left out of its page."""

    live: Lines
    rows: QuerySet[DueRow]

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
        people = self.live.people.filter(person_id__in={person for person, _requirement in wanted})
        found = {(line.person_id, line.requirement.pk): line for line in replace(self.live, people=people).all()}
        return [found[key] for key in wanted if key in found]
