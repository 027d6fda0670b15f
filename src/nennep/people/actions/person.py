"""A person's record: added, corrected, shown in the open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.fields import blind_index
from nennep.core.verbs import verb
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import Unit
from nennep.organizations.scope import region_of
from nennep.people import policy, rules
from nennep.people.actions.steps import renew_regions
from nennep.people.models import Membership, Person, Standing
from nennep.vietnamese.names import sort_key
from nennep.vietnamese.text import fold

FIELDS = (
    "code", "full_name", "sex", "born_on", "born_precision", "ethnicity", "education", "admission_decided_on",
    "admitted_on", "admitted_precision", "official_on", "official_precision", "citizen_no", "card_no", "phone",
)  # fmt: skip
SECRET = ("citizen_no", "card_no", "phone")


@verb
def add_person(*, actor: Actor, unit: Unit, standing: Standing, values: Mapping[str, Any], today: date) -> Person:
    """Add one person who belongs to `unit` from today.

    Raises:
        Forbidden: the actor does not keep the people of the unit.
        Refused: person_code_taken, or a contradiction of the dates.
    """
    require(policy.can_add_people(actor, unit))
    require_in_being(unit, today)
    person = Person(**{name: values[name] for name in FIELDS if name in values})
    person.region = region_of(unit.path)
    _derive(person, today)
    person.save()
    Membership.objects.create(person=person, unit=unit, standing=standing, starts_on=_since(person, standing, today))
    renew_regions(people=[person.pk])
    record(actor, [change("people.add", person, person_id=person.pk, unit_path=unit.path)])
    return person


@verb
def correct_person(*, actor: Actor, person: Person, values: Mapping[str, Any], today: date) -> list[str]:
    """Correct fields of a record. Returns the names of those that changed; the log never holds a secret value.

    Raises:
        Forbidden: the actor does not keep this person's record.
        Refused: person_code_taken, or a contradiction of the dates.
    """
    require(policy.can_edit_person(actor, person))
    wanted = {name: values[name] for name in FIELDS if name in values}
    differences: dict[str, Any] = {}
    for name, value in wanted.items():
        before = getattr(person, name)
        if before != value:
            differences[name] = "***" if name in SECRET else [_plain(before), _plain(value)]
            setattr(person, name, value)
    if differences:
        _derive(person, today)
        person.save(update_fields=[*differences, "sort_key", "search_key", "citizen_no_index"])
        record(actor, [change("people.correct", person, person_id=person.pk, **differences)])
    return list(differences)


@verb
def show_secret(*, actor: Actor, person: Person, field: str) -> str:
    """Return a masked value in the open, and leave a line in the log that the person can read.

    Raises:
        Forbidden: the actor does not keep this person's record.
    """
    require(field in SECRET and policy.can_unmask(actor, person))
    record(actor, [change("people.show_secret", person, person_id=person.pk, field=field)])
    value: str = getattr(person, field)
    return value


def _derive(person: Person, today: date) -> None:
    if Person.objects.filter(code__iexact=person.code).exclude(pk=person.pk).exists():
        raise Refused("person_code_taken", code=person.code)
    wrong = rules.contradictions(born=person.born_on, admitted=person.admitted_on, official=person.official_on, today=today)
    if wrong:
        raise Refused(wrong[0], name=person.full_name)
    person.sort_key = sort_key(person.full_name)
    person.search_key = fold(person.full_name)
    person.citizen_no_index = blind_index(person.citizen_no) if person.citizen_no else ""


def _since(person: Person, standing: Standing, today: date) -> date | None:
    since = {Standing.PROBATIONARY: person.admitted_on, Standing.OFFICIAL: person.official_on}.get(standing)
    return since or (today if standing == Standing.NON_MEMBER else None)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
