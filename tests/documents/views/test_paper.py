import pytest
from django.test import Client
from django.urls import reverse

from nennep.core.actors import Role
from nennep.documents.actions.steps import NewDocument, issue_documents, store_file
from nennep.documents.models import Letterhead
from nennep.documents.queries import paper as papers
from nennep.organizations.models import Unit
from tests.conftest import QueriesAt
from tests.factories import organizations as units
from tests.factories.organizations import TODAY


@pytest.fixture
def ward(db: None) -> Unit:
    return units.unit("QX", kind="ward")


def client(role: Role, at: Unit) -> Client:
    signed_in = Client()
    signed_in.force_login(units.user_with(role, at))
    return signed_in


def test_the_register_and_its_files_are_seen_by_the_office_only(ward: Unit) -> None:
    [paper], _ = issue_documents(ward, "DS", [NewDocument("cử đi học", store_file("a.docx", b"noi dung"))], on=TODAY)
    officer, stranger = client(Role.OFFICER, ward), client(Role.OFFICER, units.unit(kind="ward"))
    address = reverse("documents:file", args=[paper.pk])
    assert "01-DS/ĐU" in officer.get(reverse("documents:register"), {"q": "đi học"}).content.decode()
    assert b"".join(officer.get(address).streaming_content) == b"noi dung"
    assert "01-DS/ĐU" not in stranger.get(reverse("documents:register")).content.decode()
    assert stranger.get(address).status_code == 404
    assert client(Role.CELL_SECRETARY, ward).get(reverse("documents:register")).status_code == 403


def test_the_register_takes_the_same_queries_for_one_paper_and_for_three(ward: Unit, queries_at: QueriesAt) -> None:
    actor = units.actor_with(Role.OFFICER, ward)

    def read() -> list[str]:
        return [f"{paper.unit.name} {paper.file}" for paper in papers.register(actor)]

    assert queries_at(read, lambda: issue_documents(ward, "DS", [NewDocument("x", store_file("a.pdf", b"x"))], on=TODAY)) == [1, 1]


def test_the_letterhead_is_kept_by_form(ward: Unit) -> None:
    address = reverse("documents:letterhead", args=[ward.pk])
    officer = client(Role.OFFICER, ward)
    assert officer.get(address).status_code == 200
    form = {"layout": "party", "organ": "ĐU", "body": "Đảng ủy phường Mẫu", "term_starts_on": "15/07/2025"}
    assert officer.post(address, form).status_code == 302
    assert Letterhead.objects.get().term_starts_on.isoformat() == "2025-07-15"
    assert officer.post(address, {"layout": ""}).status_code == 422
    assert client(Role.APPROVER, ward).get(address).status_code == 403
    assert client(Role.OFFICER, units.unit(kind="ward")).get(address).status_code == 404
