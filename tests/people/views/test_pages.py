"""The pages of people, for who keeps them, who only reads and who has no business there."""

import io
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nennep.accounts.models import SavedView, User
from nennep.audit.models import Entry
from nennep.core.actors import Role, console
from nennep.organizations.models import Unit
from nennep.people.actions.membership import transfer_people
from nennep.people.models import Membership
from tests.factories.organizations import actor_with, unit
from tests.factories.reorganizations import merged, wards


def _client(actor: object) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    return client


@pytest.mark.parametrize("name", ["people:person", "people:looks", "home:study_record"])
def test_a_record_is_open_to_its_readers_and_absent_for_strangers(ward: SimpleNamespace, name: str) -> None:
    url = reverse(name, args=[ward.person.pk])
    assert [_client(one).get(url).status_code for one in (ward.owner, ward.colleague, ward.stranger)] == [200, 200, 404]


def test_a_record_is_corrected_by_its_keeper_only(ward: SimpleNamespace) -> None:
    url = reverse("people:correct", args=[ward.person.pk])
    form = {"full_name": "NGUYỄN VĂN  ÁNH", "code": ward.person.code, "born": "3/1985"}
    assert [_client(one).post(url, form).status_code for one in (ward.owner, ward.colleague, ward.stranger)] == [302, 403, 404]
    ward.person.refresh_from_db()
    assert (ward.person.full_name, ward.person.born.text) == ("Nguyễn Văn Ánh", "03/1985")


def test_a_wrong_date_gets_a_sentence_and_loses_nothing(ward: SimpleNamespace) -> None:
    url = reverse("people:correct", args=[ward.person.pk])
    answer = _client(ward.owner).post(url, {"full_name": "Lê Văn Bình", "code": "P1", "born": "31/02/1980"})
    assert answer.status_code == 422
    assert "31/02/1980" in answer.content.decode()
    assert "Lê Văn Bình" in answer.content.decode()


def test_a_masked_value_is_shown_on_demand_and_logged(ward: SimpleNamespace) -> None:
    page = _client(ward.owner).get(reverse("people:person", args=[ward.person.pk])).content.decode()
    assert "0912345678" not in page
    shown = _client(ward.owner).post(reverse("people:secret", args=[ward.person.pk]) + "?field=phone")
    assert "0912345678" in shown.content.decode()
    assert Entry.objects.filter(action="people.show_secret", person_id=ward.person.pk).count() == 1


def test_what_is_seen_is_what_is_exported(ward: SimpleNamespace) -> None:
    answer = _client(ward.owner).get(reverse("people:export") + "?q=anh")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [row[1] for row in sheet.iter_rows(values_only=True)][1:] == ["Nguyễn Văn Ánh"]


def test_filters_are_saved_under_a_name(ward: SimpleNamespace) -> None:
    answer = _client(ward.owner).post(reverse("people:save_view"), {"label": "Nữ", "query": "sex=F"})
    assert answer.url == reverse("people:list") + "?sex=F"
    assert SavedView.objects.get().query == "sex=F"
    assert "?sex=F" in _client(ward.owner).get(reverse("people:list")).content.decode()


def test_a_list_of_a_day_names_day_and_tree_and_links_whom_one_may_open(ward: SimpleNamespace) -> None:
    Membership.objects.update(starts_on=date(2020, 1, 1))
    gone = unit("QZ", kind="ward")
    transfer_people(actor=console(), people=[ward.person], to=gone, on=date(2025, 6, 1))
    client, url = _client(ward.owner), reverse("people:list")
    page = client.get(url, {"unit": ward.unit.pk, "on": "31/05/2025", "tree": "then"}).content.decode()
    assert "Nguyễn Văn Ánh" in page
    assert reverse("people:person", args=[ward.person.pk]) not in page
    assert "31/05/2025, theo cây tổ chức của ngày đó" in page
    assert "Nguyễn Văn Ánh" not in client.get(url, {"on": "01/06/2025"}).content.decode()
    book = client.get(reverse("people:export"), {"unit": ward.unit.pk, "on": "31/05/2025"}).content
    assert openpyxl.load_workbook(io.BytesIO(book)).active["F2"].value == ward.first.name


def test_a_unit_that_ended_leads_to_who_took_over(db: None) -> None:
    made = wards()
    client, url = _client(actor_with(Role.OFFICER, made.province)), reverse("people:list")
    assert "hoạt động đến hết ngày" not in client.get(url, {"unit": made.a.pk}).content.decode()
    merged(made)
    new = Unit.objects.get(code="PC")
    page = client.get(url, {"unit": made.a.pk}).content.decode()
    assert "hoạt động đến hết ngày 28/02/2026" in page
    assert f'href="{url}?unit={new.pk}"' in page
    past = client.get(url, {"unit": made.a.pk, "on": "28/02/2026", "tree": "then"}).content.decode()
    assert made.secretaries[0].full_name in past
    assert made.secretaries[1].full_name not in past
    day = client.get(url, {"unit": made.a.pk, "on": "01/02/2026"}).content.decode()
    assert "hoạt động đến hết ngày 28/02/2026" in day
    assert f"?unit={made.a.pk}&amp;on=01%2F02%2F2026&amp;tree=then" in day
    early = client.get(url, {"unit": new.pk, "on": "28/02/2026", "tree": "then"}).content.decode()
    assert "hoạt động từ ngày 01/03/2026" in early
