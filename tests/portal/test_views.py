from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nennep.portal.rules import MOST
from nennep.records.actions.certificate import revoke_certificate
from tests.records.conftest import DAY, Issued, issued

__all__ = ["issued"]


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """Forget who asked before."""
    cache.clear()
    yield
    cache.clear()


def at(issued: Issued) -> str:
    """Return the public address."""
    return reverse("portal:certificate", args=[issued.certificate.token])


def test_a_genuine_paper_is_confirmed_with_what_it_says_and_no_more(client: Client, issued: Issued) -> None:
    answer = client.get(at(issued))
    page = answer.content.decode()
    for said in (
        "Nguyễn Văn Ánh",
        "Chương trình DVM",
        "Lớp đảng viên mới khóa 1",
        "26/02/2026",
        "giỏi",
        "12/GCN-TTCT",
        "Trung tâm 1",
    ):
        assert said in page
    for hidden in ("12/03/1985", issued.holder.code, "Đơn vị U"):
        assert hidden not in page
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_a_revoked_paper_is_said_to_be_so_without_the_reason(client: Client, issued: Issued) -> None:
    revoke_certificate(actor=issued.registrar, certificate=issued.certificate, revoked_on=DAY, reason="Khai sai lý lịch")
    page = client.get(at(issued)).content.decode()
    assert "verdict-late" in page
    assert "02/03/2026" in page
    assert "Khai sai" not in page


def test_an_unknown_paper_is_denied(client: Client, issued: Issued) -> None:
    assert client.get(reverse("portal:certificate", args=["x" * 24])).status_code == 404
    assert client.get(at(issued)[:-2] + "/").status_code == 404


def test_number_and_name_are_asked_together(client: Client, issued: Issued) -> None:
    url = reverse("portal:check")
    assert client.get(url).status_code == 200
    assert client.get(url, {"number": "12/GCN-TTCT", "holder": "nguyễn văn ánh"}).status_code == 200
    denied = client.get(url, {"number": "12/GCN-TTCT", "holder": "Trần Văn Ánh"})
    assert denied.status_code == 404
    assert "Nguyễn Văn Ánh" not in denied.content.decode()
    assert client.get(url, {"number": "12/GCN-TTCT"}).status_code == 422


def test_who_asks_too_often_waits(client: Client, issued: Issued) -> None:
    assert [client.get(at(issued)).status_code for _ in range(MOST)] == [200] * MOST
    waiting = client.get(at(issued))
    assert (waiting.status_code, waiting["Retry-After"]) == (429, "60")
    assert client.get(at(issued), REMOTE_ADDR="10.0.0.9").status_code == 200
