"""Who must learn what by when, in the HTTP API."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nennep.core import clock
from nennep.core.api import IsoDate, Line, Paged, Problem, Window
from nennep.core.web import actor_of_request
from nennep.obligations.exports import line_as_data
from nennep.obligations.queries.due import NOT_DONE, DueFilter, lines
from nennep.obligations.rules.state import State
from nennep.organizations.queries import unit as units
from nennep.organizations.scope import Tree

router = Router()


class PersonRef(Schema):
    """Who is bound."""

    code: str
    full_name: str
    unit: str = Field(description="Code of the unit on the day asked")


class LineOut(Schema):
    """One line, as `nennep due --format json` prints it."""

    person: PersonRef
    requirement: str
    program: str
    due: date | None
    state: State
    overdue: bool
    reason: str
    basis: str


class DueQuery(Window):
    """What is asked."""

    unit: int | None = Field(None, ge=1, description="Id of a unit in reach; without it, everybody in reach")
    as_of: IsoDate | None = Field(None, description="The day on which it is judged; without it, today")
    tree: Tree = Field(Tree.NOW, description="Who stood below the unit on today's tree, or on that of the day")
    requirement: Line = ""
    timing: Literal["", "overdue", "soon", "unplanned"] = ""
    all: bool = Field(False, description="Lines that are done too")


@router.get("", response={200: Paged[LineOut], 400: Problem, 401: Problem, 404: Problem}, summary="Lines by due day, then name")
def due(request: HttpRequest, query: Annotated[DueQuery, Query()]) -> dict[str, object]:
    """List who must learn what by when."""
    actor = actor_of_request(request)
    unit = units.visible_or_404(actor, query.unit) if query.unit else None
    states = frozenset(State) if query.all else NOT_DONE
    narrowed = DueFilter(requirement=query.requirement, states=states, timing=query.timing)
    found = lines(actor, unit, query.as_of or clock.today(), narrowed, query.tree)
    rows = found[query.offset : query.offset + query.limit + 1]
    more = len(rows) > query.limit
    items = [line_as_data(row) for row in rows[: query.limit]]
    return {"items": items, "next_offset": query.offset + query.limit if more else None}
