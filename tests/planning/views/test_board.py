import pytest
from django.test import Client
from django.urls import reverse

from nennep.core.actors import Role
from nennep.organizations.models import Unit
from nennep.planning.models import QuotaAccount
from tests.factories import organizations as units
from tests.factories import people
from tests.factories import planning as make


@pytest.fixture
def ward(db: None) -> Unit:
    return units.unit("QX", kind="ward", name="Đảng ủy phường Mẫu")


def signed_in(role: Role, at: Unit) -> Client:
    client = Client()
    client.force_login(units.user_with(role, at))
    return client


def test_the_board_shows_what_was_granted(ward: Unit) -> None:
    account = make.quota(ward, 7)
    page = signed_in(Role.OFFICER, ward).get(reverse("planning:board"), {"year": make.YEAR})
    assert page.status_code == 200
    assert reverse("planning:account", args=[account.pk]) in page.content.decode()


@pytest.mark.parametrize("name", ["account", "split"])
def test_strangers_get_the_answer_for_what_does_not_exist(ward: Unit, name: str) -> None:
    account = make.quota(ward, 7)
    stranger = signed_in(Role.OFFICER, units.unit(kind="ward"))
    absent = stranger.get(reverse(f"planning:{name}", args=[account.pk + 1]))
    assert stranger.get(reverse(f"planning:{name}", args=[account.pk])).status_code == absent.status_code == 404


def test_a_secretary_sees_the_cell_but_may_not_share_out(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    of_cell = make.share(make.quota(ward, 7), cell, 2)
    secretary = signed_in(Role.CELL_SECRETARY, cell)
    assert secretary.get(reverse("planning:account", args=[of_cell.pk])).status_code == 200
    assert secretary.get(reverse("planning:split", args=[of_cell.pk])).status_code == 403
    assert secretary.get(reverse("planning:grant")).status_code == 403


def test_all_cells_get_their_share_by_one_form(ward: Unit) -> None:
    cells = [units.unit(parent=ward) for _ in range(3)]
    account = make.quota(ward, 7)
    officer = signed_in(Role.OFFICER, ward)
    form: dict[str, object] = {"basis": "TB 5"}
    for cell, places in zip(cells, (3, 2, 0), strict=True):
        form |= {f"share_{cell.pk}": places, f"seen_{cell.pk}": 0}
    assert officer.post(reverse("planning:split", args=[account.pk]), form).status_code == 302
    assert dict(QuotaAccount.objects.exclude(pk=account.pk).exclude(balance=0).values_list("unit", "balance")) == {
        cells[0].pk: 3,
        cells[1].pk: 2,
    }
    rest = officer.get(reverse("planning:split_rest", args=[account.pk]), {f"share_{cells[0].pk}": 9})
    assert "9" in rest.content.decode()


def test_too_many_places_come_back_with_the_sentence(ward: Unit) -> None:
    cell = units.unit(parent=ward)
    account = make.quota(ward, 7)
    form = {f"share_{cell.pk}": 8, f"seen_{cell.pk}": 0}
    page = signed_in(Role.OFFICER, ward).post(reverse("planning:split", args=[account.pk]), form)
    assert page.status_code == 422
    assert account.entries.count() == 1


def test_a_grant_by_form_and_giving_it_back(ward: Unit) -> None:
    officer = signed_in(Role.OFFICER, ward)
    grant = {"unit": ward.pk, "program": make.program().pk, "year": 2026, "places": 5, "basis": "CV 1"}
    assert officer.post(reverse("planning:grant"), grant).status_code == 302
    account = QuotaAccount.objects.get()
    assert officer.post(reverse("planning:give_back", args=[account.pk]), {"places": 2, "basis": "x"}).status_code == 302
    assert officer.post(reverse("planning:correct", args=[account.pk]), {"places": 4, "basis": "x"}).status_code == 302
    account.refresh_from_db()
    assert account.balance == 4
    assert officer.post(reverse("planning:give_back", args=[account.pk]), {"places": 9, "basis": "x"}).status_code == 422


def test_a_split_is_suggested_by_the_number_of_people_and_saved_only_when_sent(ward: Unit) -> None:
    big, small = units.unit(parent=ward), units.unit(parent=ward)
    for cell, number in ((big, 3), (small, 1)):
        for _ in range(number):
            people.person(cell)
    account = make.quota(ward, 4)
    for method in ("largest_remainder", "sainte_lague"):
        page = signed_in(Role.OFFICER, ward).get(reverse("planning:split", args=[account.pk]), {"method": method})
        form = page.context["form"]
        assert [form[f"share_{cell.pk}"].value() for cell in (big, small)] == [3, 1]
    assert account.entries.count() == 1
