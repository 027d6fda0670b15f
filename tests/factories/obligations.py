"""Requirements, completions and progress for tests."""

from datetime import date

from nennep.obligations import catalog
from nennep.obligations.models import Requirement
from nennep.people.models import Person
from nennep.records.models import Certificate, Completion
from tests.factories.programs import program


def requirement(code: str = "new_member_class", **fields: object) -> Requirement:
    """Return a requirement of the catalog, all of which is loaded, or make a new one (without an audience it binds everybody)."""
    program()
    catalog.load()
    asked = {"name": f"Yêu cầu {code}", "program": program("DVM"), "anchor": "none"} | fields
    made, is_new = Requirement.objects.get_or_create(code=code, defaults=asked)
    if fields and not is_new:
        Requirement.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made


def completion(
    of: Person,
    code: str,
    on: date,
    *,
    issued_on: date | None = None,
    revoked_on: date | None = None,
    valid_until: date | None = None,
) -> Completion:
    """Let a person complete a program on a day; with a day of issue or revocation there is a paper."""
    number = Completion.objects.count() + 1
    made = Completion.objects.create(
        person=of, program=program(code), completed_on=on, valid_until=valid_until, source=f"test:{number}"
    )
    if issued_on or revoked_on:
        Certificate.objects.create(
            completion=made, number=f"T-{number}", issued_on=issued_on, revoked_on=revoked_on, holder_name=of.full_name, token=f"t{number}"
        )  # fmt: skip
    return made
