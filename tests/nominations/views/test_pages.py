from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from nennep.core.actors import Role
from nennep.nominations.models import NominationRound, NominationState
from nennep.organizations.models import Unit
from nennep.people.models import Person
from tests.factories import nominations as make
from tests.factories import organizations as units
from tests.factories import planning as quotas


@pytest.fixture
def town(db: None) -> make.Town:
    return make.town()


def client(role: Role, at: Unit) -> Client:
    signed_in = Client()
    signed_in.force_login(units.user_with(role, at))
    return signed_in


def url(name: str, *args: int) -> str:
    return reverse(f"nominations:{name}", args=args)


def rows_of(round: NominationRound) -> dict[str, str]:
    return dict(round.nominations.order_by("pk").values_list("person__full_name", "state"))


def propose(by: Client, round: NominationRound, *people: Person, reason: str = "quy hoạch") -> int:
    return by.post(url("propose", round.pk), {"pick": [person.pk for person in people], "reason": reason}).status_code


def test_the_whole_way_through_the_pages(town: make.Town) -> None:
    approver, secretary = client(Role.APPROVER, town.ward), client(Role.CELL_SECRETARY, town.cells[0])
    registrar = client(Role.REGISTRAR, town.provider)
    plan = {
        "unit": town.ward.pk,
        "program": quotas.program().pk,
        "year": 2026,
        "title": "Lớp trung cấp đợt 1",
        "provider": town.provider.pk,
        "opens_on": "02/03/2026",
        "closes_on": "31/12/2099",
    }
    assert approver.post(url("open"), plan).status_code == 302
    round = NominationRound.objects.get()
    people = [make.fit_person(town.cells[0], f"Phan Văn {letter}") for letter in "ABC"]
    assert propose(secretary, round, *people) == 302
    assert approver.post(url("review", round.pk)).status_code == 302
    pks = list(round.nominations.order_by("pk").values_list("pk", flat=True))
    assert approver.post(url("rank", round.pk), {"move": f"{pks[2]}:1"}).status_code == 302
    assert approver.post(url("select", round.pk), {"pick": pks[1:], "outcome": "selected"}).status_code == 302
    assert approver.post(url("select", round.pk), {"pick": pks[:1], "outcome": "reserve"}).status_code == 302
    assert approver.post(url("submit", round.pk)).status_code == 302
    assert "Lớp trung cấp đợt 1" in registrar.get(url("inbox")).content.decode()
    decline = {"pick": pks[1], "outcome": "declined", "reason": "quá tuổi"}
    assert registrar.post(url("answer", round.pk), decline).status_code == 302
    assert registrar.post(url("answer", round.pk), {"pick": pks[2], "outcome": "admitted"}).status_code == 302
    assert rows_of(round) == {"Phan Văn A": "selected", "Phan Văn B": "declined", "Phan Văn C": "admitted"}
    for one in (approver, secretary, registrar):
        assert one.get(url("round", round.pk)).status_code == 200
        assert one.get(url("rounds")).status_code == 200
        assert one.get(url("dossier", pks[2])).status_code == 200


@pytest.mark.parametrize("name", ["round", "propose", "list_docx", "list_xlsx"])
def test_strangers_get_the_answer_for_what_does_not_exist(town: make.Town, name: str) -> None:
    round = make.round(town)
    stranger = client(Role.APPROVER, units.unit(kind="ward"))
    assert stranger.get(url(name, round.pk)).status_code == stranger.get(url(name, round.pk + 1)).status_code == 404


@pytest.mark.parametrize(
    "name", ["review", "extend", "close", "submit", "select", "rank", "answer", "resend", "withdraw", "provider"]
)
def test_a_colleague_without_the_role_is_turned_away(town: make.Town, name: str) -> None:
    round, rows = make.submitted(town)
    fields = {"pick": rows[0].pk, "reason": "x", "move": f"{rows[0].pk}:1", "closes_on": "05/03/2026", "provider": town.provider.pk}
    outcomes = {"select": "reserve", "answer": "admitted"}
    colleague = client(Role.CELL_SECRETARY, town.cells[1])
    assert colleague.post(url(name, round.pk), {**fields, "outcome": outcomes.get(name, "")}).status_code == 403
    assert client(Role.CELL_SECRETARY, units.unit()).post(url(name, round.pk), fields).status_code == 404


def test_a_refusal_comes_back_with_what_was_picked(town: make.Town) -> None:
    round = make.round(town)
    person = make.fit_person(town.cells[0])
    secretary = client(Role.CELL_SECRETARY, town.cells[0])
    page = secretary.post(url("propose", round.pk), {"pick": person.pk, "reason": " "})
    assert page.status_code == 422
    assert f'value="{person.pk}" data-pick checked' in page.content.decode()


def test_the_cell_puts_its_proposals_in_order(town: make.Town) -> None:
    round = make.round(town)
    rows = make.propose(round, town.cells[0], *[make.fit_person(town.cells[0]) for _ in range(3)])
    secretary = client(Role.CELL_SECRETARY, town.cells[0])
    assert secretary.post(url("order", round.pk), {"move": f"{rows[2].pk}:1"}).status_code == 302
    assert round.nominations.order_by("proposed_rank").first() == rows[2]


def test_the_list_is_a_draft_until_it_is_sent_and_then_stays_as_sent(town: make.Town) -> None:
    round, [row, *_] = make.reviewed(town)
    make.decide(round, NominationState.SELECTED, row)
    officer = client(Role.OFFICER, town.ward)
    draft = officer.get(url("list_docx", round.pk))
    assert draft["X-Content-Type-Options"] == "nosniff"
    assert draft["Content-Disposition"].startswith("attachment")
    officer.post(url("submit", round.pk))
    Person.objects.update(full_name="Tên Khác")
    made = round.lists.get()
    for by in (officer, client(Role.REGISTRAR, town.provider)):
        sent = by.get(url("list_docx", round.pk), {"list": made.pk})
        document = Document(BytesIO(b"".join(sent.streaming_content)))
        assert row.person.full_name in [cell.text for cell in document.tables[1].column_cells(1)]
        assert by.get(url("list_xlsx", round.pk), {"list": made.pk}).status_code == 200
    assert client(Role.CELL_SECRETARY, town.cells[0]).get(url("list_docx", round.pk), {"list": made.pk}).status_code == 404
    assert officer.get(url("list_docx", round.pk), {"list": "x"}).status_code == 404


def test_the_places_in_use_open_the_dossiers_that_hold_them(town: make.Town) -> None:
    _round, [row, *_] = make.submitted(town)
    row.refresh_from_db()
    page = client(Role.OFFICER, town.ward).get(url("holding", row.account_id or 0))
    assert page.content.decode().count(row.person.full_name) == 1
    assert client(Role.OFFICER, units.unit(kind="ward")).get(url("holding", row.account_id or 0)).status_code == 404
