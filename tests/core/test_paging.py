"""A page of a long list counts no further than it must."""

import pytest

from nennep.accounts.models import User
from nennep.core import paging


@pytest.mark.django_db
def test_a_long_list_is_capped_and_a_short_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.bulk_create(User(username=f"u{one}", full_name="U") for one in range(12))
    monkeypatch.setattr(paging, "FAR", 5)
    near = paging.page_of(User.objects.order_by("id"), "1", size=2)
    far = paging.page_of(User.objects.order_by("id"), "4", size=2)
    assert (near.paginator.count, near.paginator.is_capped) == (7, True)
    assert (far.paginator.count, far.paginator.is_capped) == (12, False)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [None, "", "0", "-1", "x", "999999999999999999999"])
def test_any_number_gives_a_page(number: str | None) -> None:
    User.objects.create(username="u", full_name="U")
    assert len(paging.page_of(User.objects.order_by("id"), number)) == 1
