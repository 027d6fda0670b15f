"""The page of a unit that ended: what it was, what became of it, and where to look."""

import pytest
from django.test import Client
from django.urls import reverse

from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.factories.organizations import user_with
from tests.factories.reorganizations import merged, wards

pytestmark = pytest.mark.django_db


def test_a_unit_that_ended_leads_to_its_heir_and_to_its_past(client: Client) -> None:
    made = wards()
    merged(made)
    client.force_login(user_with(Role.OFFICER, made.province))
    page = client.get(reverse("organizations:unit", args=[made.a.pk])).content.decode()
    heir = Unit.objects.get(code="PC")
    assert "hoạt động đến hết ngày 28/02/2026" in page
    assert reverse("organizations:unit", args=[heir.pk]) in page
    assert made.a1.name in page
    links = ("?unit={0}&amp;on=28/02/2026&amp;tree=then", "?unit={0}&amp;from=2026&amp;to=2026&amp;tree=then")
    assert [
        reverse(name) + link.format(made.a.pk) in page for name, link in zip(("people:list", "reports:annual"), links, strict=True)
    ] == [True, True]
    assert "hoạt động đến" not in client.get(reverse("organizations:unit", args=[heir.pk])).content.decode()
