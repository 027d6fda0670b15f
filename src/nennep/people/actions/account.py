"""Accounts for people: one for each, with the role of a member where the person belongs."""

from collections.abc import Collection
from datetime import date, datetime

from nennep.accounts.actions import steps
from nennep.accounts.models import User
from nennep.audit.actions import change, record
from nennep.core.actors import Actor, Role
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.organizations.models import Grant
from nennep.people import policy
from nennep.people.models import Membership, Person


@verb
def open_member_accounts(*, actor: Actor, people: Collection[Person], today: date, now: datetime) -> list[tuple[Person, User, str]]:
    """Open accounts for those of `people` who have none, and return them with their activation codes to print.

    Raises:
        Forbidden: somebody belongs to a unit whose people the actor does not keep.
    """
    open_rows = Membership.objects.filter(person__in=people, ends_on=None).select_related("unit")
    units = {row.person_id: row.unit for row in open_rows}
    require(all(person.pk in units and policy.can_add_people(actor, units[person.pk]) for person in people))
    without = [person for person in people if person.user_id is None]
    users = steps.make_users(person.full_name for person in without)
    for person, user in zip(without, users, strict=True):
        person.user = user
    Person.objects.bulk_update(without, ["user"], batch_size=500)
    Grant.objects.bulk_create(
        [
            Grant(user=user, role=Role.MEMBER, unit=units[person.pk], starts_on=today)
            for person, user in zip(without, users, strict=True)
        ]
    )
    codes = dict(steps.issue_codes(users, now=now))
    record(actor, [change("people.open_account", one, person_id=one.pk, unit_path=units[one.pk].path) for one in without])
    return [(person, user, codes[user]) for person, user in zip(without, users, strict=True)]
