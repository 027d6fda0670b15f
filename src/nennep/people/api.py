"""People in the HTTP API."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nennep.core import clock
from nennep.core.api import Id, Line, Paged, Problem, Window, window_of
from nennep.core.web import actor_of_request
from nennep.people.models import Person
from nennep.people.queries import person as people
from nennep.people.queries.person import PersonFilter

router = Router()


class PersonOut(Schema):
    """A person as lists show her; masked values are not given out."""

    id: int
    code: str
    full_name: str
    sex: str = Field(description="M, F or empty")
    birth: str | None = Field(description="What is known: 1985, 1985-03 or 1985-03-12")
    admitted: str | None
    official: str | None
    unit: str | None = Field(description="Code of the unit where the person belongs now")
    standing: str | None
    posts: list[str]
    theory_levels: list[str]


class PeopleQuery(Window):
    """What narrows the list."""

    q: Line = Field("", description="Words of the name or code, without diacritics")
    standing: Literal["", "non_member", "probationary", "official"] = ""


@router.get("", response={200: Paged[PersonOut], 400: Problem, 401: Problem}, summary="People in reach, by given name")
def listed(request: HttpRequest, query: Annotated[PeopleQuery, Query()]) -> dict[str, object]:
    """List people."""
    narrowed = PersonFilter(q=query.q, standing=query.standing)
    rows, following = window_of(people.listed(actor_of_request(request), narrowed, clock.today()), query)
    return {"items": [shown(one) for one in rows], "next_offset": following}


@router.get("/{person_id}", response={200: PersonOut, 400: Problem, 401: Problem, 404: Problem}, summary="One person")
def one(request: HttpRequest, person_id: Id) -> dict[str, object]:
    """Show one person."""
    actor = actor_of_request(request)
    people.visible_or_404(actor, person_id)
    return shown(people.listed(actor, PersonFilter(), clock.today()).get(pk=person_id))


def shown(person: Person) -> dict[str, object]:
    """Return a person of `queries.person.listed` as the API gives it out."""
    membership = next(iter(getattr(person, "open_memberships", [])), None)
    return {
        "id": person.pk,
        "code": person.code,
        "full_name": person.full_name,
        "sex": person.sex,
        "birth": person.born.iso if person.born else None,
        "admitted": person.admitted.iso if person.admitted else None,
        "official": person.official.iso if person.official else None,
        "unit": membership.unit.code if membership else None,
        "standing": membership.standing if membership else None,
        "posts": [post.title for post in getattr(person, "posts_today", [])],
        "theory_levels": sorted(row.level for row in getattr(person, "levels_held", [])),
    }
