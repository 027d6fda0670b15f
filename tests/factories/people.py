"""People for tests. All names are invented."""

from datetime import date
from itertools import count

from nennep.organizations.models import Unit
from nennep.organizations.scope import region_of
from nennep.people.models import Membership, Person, Post, Standing
from nennep.vietnamese.names import sort_key
from nennep.vietnamese.text import fold, squash

_number = count(1)


def person(
    unit: Unit,
    *,
    full_name: str = "Nguyễn Văn Mẫu",
    code: str | None = None,
    standing: Standing = Standing.OFFICIAL,
    starts_on: date | None = None,
    **fields: object,
) -> Person:
    """Make one person with one open membership in `unit`."""
    made = Person.objects.create(
        code=code or f"P{next(_number):05d}",
        full_name=full_name,
        sort_key=sort_key(full_name),
        search_key=fold(full_name),
        region=region_of(unit.path),
        **fields,
    )
    Membership.objects.create(person=made, unit=unit, standing=standing, starts_on=starts_on)
    return made


def post(of: Person, unit: Unit, title: str, *, starts_on: date | None = None, ends_on: date | None = None) -> Post:
    """Give a person a post."""
    return Post.objects.create(person=of, unit=unit, title=title, title_key=squash(title), starts_on=starts_on, ends_on=ends_on)
