"""Posts held and planned."""

from datetime import date, timedelta

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.organizations.actions.steps import require_in_being
from nennep.organizations.models import Unit
from nennep.people import policy
from nennep.people.models import Person, Post, SuccessionEntry
from nennep.vietnamese.text import squash


@verb
def give_post(*, actor: Actor, person: Person, unit: Unit, title: str, starts_on: date | None) -> Post:
    """Record that somebody holds a post from a day on; several posts at once are possible.

    Raises:
        Forbidden: the actor does not keep this person's record.
        Refused: post_held, the same post at the same unit is held already.
    """
    require(policy.can_edit_person(actor, person))
    require_in_being(unit, starts_on or date.min)
    key = squash(title)
    if person.posts.filter(unit=unit, title_key=key, ends_on=None).exists():
        raise Refused("post_held", name=person.full_name, title=title)
    post = Post.objects.create(person=person, unit=unit, title=title, title_key=key, starts_on=starts_on)
    record(actor, [change("people.give_post", post, person_id=person.pk, unit_path=unit.path, title=title)])
    return post


@verb
def end_post(*, actor: Actor, post: Post, on: date) -> None:
    """Record that a post ended: it was held until the day before `on`.

    Raises:
        Forbidden: the actor does not keep this person's record.
    """
    require(policy.can_edit_person(actor, post.person))
    post.ends_on = on - timedelta(days=1)
    post.save(update_fields=["ends_on"])
    record(actor, [change("people.end_post", post, person_id=post.person_id, on=on.isoformat())])


@verb
def plan_succession(*, actor: Actor, person: Person, unit: Unit, title: str, term: str, starts_on: date) -> SuccessionEntry:
    """Enter somebody in the succession plan for a post.

    Raises:
        Forbidden: the actor does not keep this person's record.
    """
    require(policy.can_edit_person(actor, person))
    require_in_being(unit, starts_on)
    entry = SuccessionEntry.objects.create(
        person=person, unit=unit, title=title, title_key=squash(title), term=term, starts_on=starts_on
    )
    record(actor, [change("people.plan_succession", entry, person_id=person.pk, unit_path=unit.path, title=title)])
    return entry
