"""Posts held and planned: written with their entry, by whoever keeps the record."""

from datetime import date

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Role
from nennep.core.errors import Forbidden, Refused
from nennep.people.actions.post import end_post, give_post, plan_succession
from tests.factories import organizations, people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def test_posts_and_plans_are_kept_by_the_officer_above_and_by_no_other() -> None:
    ward = organizations.unit(kind="ward")
    cell = organizations.unit(parent=ward)
    person = people.person(cell)
    officer, stranger = organizations.actor_with(Role.OFFICER, ward), organizations.actor_with(Role.OFFICER, organizations.unit())
    post = give_post(actor=officer, person=person, unit=cell, title="Bí thư chi bộ", starts_on=DAY)
    with pytest.raises(Refused):
        give_post(actor=officer, person=person, unit=cell, title="bí thư Chi bộ", starts_on=DAY)
    entry = plan_succession(actor=officer, person=person, unit=ward, title="Bí thư", term="2025-2030", starts_on=DAY)
    end_post(actor=officer, post=post, on=date(2026, 4, 1))
    assert (entry.title_key, post.ends_on) == ("bithu", date(2026, 3, 31))
    told = ["people.give_post", "people.plan_succession", "people.end_post"]
    assert list(Entry.objects.filter(person_id=person.pk).order_by("pk").values_list("action", flat=True)) == told
    with pytest.raises(Forbidden):
        plan_succession(actor=stranger, person=person, unit=cell, title="Bí thư", term="", starts_on=DAY)
