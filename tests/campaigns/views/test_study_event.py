"""Study events: the list, one event, and who is short."""

from datetime import date

import pytest
from django.test import Client

from nennep.attendance.models import State
from nennep.campaigns.models import StudyEvent, StudyForm
from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.factories import campaigns, organizations, people

DAY = date(2026, 2, 1)


@pytest.fixture
def ward(db: None) -> Unit:
    return organizations.unit("W", kind="ward")


@pytest.fixture
def event(ward: Unit) -> StudyEvent:
    """An event of the ward: three of one cell expected, one each present, made up, away; one of another cell away."""
    event = campaigns.study_event(ward, starts_on=DAY, name="Học tập Nghị quyết số 57")
    first, second = (organizations.unit(f"W-{n}", parent=ward) for n in (1, 2))
    states = {people.person(first): state for state in (State.PRESENT, State.MADE_UP, State.UNEXCUSED)}
    campaigns.expect(event, first, states)
    campaigns.expect(event, second, {people.person(second): State.EXCUSED})
    return event


def client_of(role: Role, at: Unit) -> Client:
    client = Client()
    client.force_login(organizations.user_with(role, at))
    return client


def test_the_ward_sees_all_and_a_cell_its_own(ward: Unit, event: StudyEvent) -> None:
    counts = {"expected": 4, "present": 1, "made_up": 1, "excused": 1, "unexcused": 1, "essays": 2}
    assert client_of(Role.OFFICER, ward).get(f"/campaigns/{event.pk}/").context["counts"] == counts
    cell = Unit.objects.get(code="W-2")
    page = client_of(Role.CELL_SECRETARY, cell).get(f"/campaigns/{event.pk}/")
    assert page.context["counts"] == {**dict.fromkeys(counts, 0), "expected": 1, "excused": 1}
    assert [line["unit__name"] for line in page.context["units"]] == [cell.name]


def test_each_count_opens_its_people(ward: Unit, event: StudyEvent) -> None:
    client = client_of(Role.OFFICER, ward)
    for which, count in client.get(f"/campaigns/{event.pk}/").context["counts"].items():
        assert client.get(f"/campaigns/{event.pk}/", {"which": which}).context["page"].paginator.count == count
    unit = Unit.objects.get(code="W-1").pk
    assert client.get(f"/campaigns/{event.pk}/", {"unit": unit}).context["page"].paginator.count == 3


@pytest.mark.parametrize("query", [{"which": "nothing"}, {"unit": "x"}])
def test_nonsense_in_the_address_is_not_found(ward: Unit, event: StudyEvent, query: dict[str, str]) -> None:
    assert client_of(Role.OFFICER, ward).get(f"/campaigns/{event.pk}/", query).status_code == 404


def test_a_stranger_finds_nothing_and_a_member_has_no_page(ward: Unit, event: StudyEvent) -> None:
    stranger = client_of(Role.OFFICER, organizations.unit("X", kind="ward"))
    assert stranger.get(f"/campaigns/{event.pk}/").status_code == 404
    assert not stranger.get("/campaigns/").context["page"].object_list
    assert client_of(Role.MEMBER, ward).get("/campaigns/").status_code == 403


def test_the_list_counts_the_reach_and_is_narrowed(ward: Unit, event: StudyEvent) -> None:
    client = client_of(Role.OFFICER, ward)
    [listed] = client.get("/campaigns/").context["page"].object_list
    assert (listed.expected, listed.took_part) == (4, 2)
    for query, found in (({"q": "nghi quyet 57"}, 1), ({"q": "58"}, 0), ({"year": 2025}, 0), ({"form": StudyForm.ONLINE}, 0)):
        assert len(client.get("/campaigns/", query).context["page"].object_list) == found


def test_queries_do_not_grow_with_the_rows(ward: Unit, queries_at: object) -> None:
    client = client_of(Role.OFFICER, ward)
    client.get("/campaigns/")
    first, second = queries_at(lambda: client.get("/campaigns/"), lambda: campaigns.study_event(ward, starts_on=DAY))
    assert first == second
    event = StudyEvent.objects.first()
    add = lambda: campaigns.expect(event, ward, {people.person(ward): State.PRESENT})  # noqa: E731 - one use
    first, second = queries_at(lambda: client.get(f"/campaigns/{event.pk}/"), add)
    assert first == second
