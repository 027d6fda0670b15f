"""Bringing a file in by page: draft, verdicts, correction, taking, the rest with reasons, undo."""

import io
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nennep.accounts.models import User
from nennep.core.actors import Actor, Role
from nennep.exchange.models import BatchState, ImportBatch
from nennep.people.models import Person
from tests.factories import organizations as org
from tests.spreadsheets.broken import BROKEN

ROWS = [
    ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
    [1, "Nguyễn Văn Ánh", "12/03/1970", "Chi bộ khối 1"],
    [2, "Lê Thị Út", "31/02/1980", "Chi bộ khối 1"],
]


@pytest.fixture
def office(db: None) -> SimpleNamespace:
    """An officer who imports, a secretary who does not, an officer of elsewhere."""
    ward = org.unit("QX", kind="ward")
    org.unit("QX-1", parent=ward, name="Chi bộ khối 1")
    return SimpleNamespace(
        ward=ward,
        owner=_client(org.actor_with(Role.OFFICER, ward)),
        colleague=_client(org.actor_with(Role.CELL_SECRETARY, ward)),
        stranger=_client(org.actor_with(Role.OFFICER, org.unit("QY", kind="ward"))),
    )


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _xlsx(rows: list[list[object]]) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def _upload(client: Client, office: SimpleNamespace, content: bytes | None = None, name: str = "ds.xlsx") -> object:
    file = SimpleUploadedFile(name, content if content is not None else _xlsx(ROWS))
    return client.post(reverse("exchange:upload"), {"file": file, "kind": "roster", "unit": office.ward.pk})


def test_a_file_is_tried_first_and_taken_on_demand(office: SimpleNamespace) -> None:
    answer = _upload(office.owner, office)
    batch = ImportBatch.objects.get()
    assert answer.url == reverse("exchange:batch", args=[batch.pk])  # type: ignore[attr-defined]
    assert not Person.objects.exists()
    page = office.owner.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Nguyễn Văn Ánh" in page
    assert "31/02/1980" in page
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.summary["created"], batch.summary["rejected"]) == (BatchState.DONE, 1, 1)
    assert batch.rows.count() == 2
    assert Person.objects.get().full_name == "Nguyễn Văn Ánh"


def test_a_draft_is_taken_once(office: SimpleNamespace) -> None:
    _upload(office.owner, office)
    address = reverse("exchange:take", args=[ImportBatch.objects.get().pk])
    assert [office.owner.post(address).status_code for _ in range(2)] == [302, 422]
    assert Person.objects.count() == 1


def test_the_matching_is_corrected_by_hand(office: SimpleNamespace) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Cột lạ"], [1, "Lê Văn Bình", "12/03/1970", "Kinh"]]
    _upload(office.owner, office, _xlsx(rows))
    batch = ImportBatch.objects.get()
    office.owner.post(reverse("exchange:correct", args=[batch.pk]), {"s0-c3": "ethnicity"})
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    assert Person.objects.get().ethnicity == "Kinh"


def test_a_list_that_was_not_found_is_pointed_out_by_hand(office: SimpleNamespace) -> None:
    rows = [["Danh bạ khối"], ["A", "B", "C"], ["Lê Văn Bình", "12/03/1970", "Kinh"], ["Vũ Thị Chi", "1980", "Tày"]]
    answer = _upload(office.owner, office, _xlsx(rows))
    batch = ImportBatch.objects.get()
    assert 'name="s0-header"' in office.owner.get(answer.url).content.decode()  # type: ignore[attr-defined]
    correct = reverse("exchange:correct", args=[batch.pk])
    office.owner.post(correct, {"s0-header": "2"})
    office.owner.post(correct, {"s0-header": "2", "s0-c0": "name", "s0-c1": "birth", "s0-c2": ""})
    office.owner.post(correct, {"s0-header": "2", "s0-c0": "name", "s0-c1": "birth", "s0-c2": "ethnicity"})
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    told = set(Person.objects.values_list("full_name", "ethnicity", "born_on__year"))
    assert told == {("Lê Văn Bình", "Kinh", 1970), ("Vũ Thị Chi", "Tày", 1980)}


def test_a_correction_keeps_those_before_it(office: SimpleNamespace) -> None:
    rows = [["STT", "Hä vµ tªn", "Ngµy sinh", "Cét l¹"], [1, "NguyÔn V¨n ¸nh", "12/03/1970", "Kinh"]]
    _upload(office.owner, office, _xlsx(rows))
    batch = ImportBatch.objects.get()
    correct = reverse("exchange:correct", args=[batch.pk])
    for typed in ({"s0-encoding": "vni"}, {"s0-encoding": "tcvn3", "s0-header": "1"}, {"s0-c3": "ethnicity"}, {"s0-skip": "1"}, {}):
        office.owner.post(correct, typed)
    batch.refresh_from_db()
    assert batch.settings["sheets"]["Sheet"]["encoding"] == "tcvn3"
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    assert Person.objects.get().full_name == "Nguyễn Văn Ánh"


def test_the_sheets_of_a_year_book_are_pointed_out_by_hand(office: SimpleNamespace) -> None:
    rows = [["Mã đơn vị", "Tên đơn vị", "Loại", "Ghi chú"], ["QX-2", "Chi bộ khối 2", "chi bộ"]]
    file = SimpleUploadedFile("so.xlsx", _xlsx([["Lời nói đầu"], [], *rows]))
    office.owner.post(reverse("exchange:upload"), {"file": file, "kind": "workbook", "unit": office.ward.pk})
    batch = ImportBatch.objects.get()
    assert batch.summary["rejected"] + batch.summary["created"] == 1
    correct = reverse("exchange:correct", args=[batch.pk])
    office.owner.post(correct, {"s0-part": ""})
    batch.refresh_from_db()
    assert sum(batch.summary.values()) == 0
    office.owner.post(correct, {"s0-part": "units"})
    batch.refresh_from_db()
    assert sum(batch.summary.values()) == 1


def test_the_rows_not_taken_come_back_mended(office: SimpleNamespace) -> None:
    _upload(office.owner, office)
    batch = ImportBatch.objects.get()
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    answer = office.owner.get(reverse("exchange:rejected", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    titles = [cell.value for cell in sheet[1]]
    assert "31/02/1980" in str([cell.value for cell in sheet[2]])
    sheet.cell(2, titles.index("Ngày sinh") + 1).value = "28/02/1980"
    mended = io.BytesIO()
    book.save(mended)
    _upload(office.owner, office, mended.getvalue())
    office.owner.post(reverse("exchange:take", args=[ImportBatch.objects.latest("pk").pk]))
    assert set(Person.objects.values_list("full_name", flat=True)) == {"Nguyễn Văn Ánh", "Lê Thị Út"}


def test_an_import_is_taken_back(office: SimpleNamespace) -> None:
    _upload(office.owner, office)
    batch = ImportBatch.objects.get()
    office.owner.post(reverse("exchange:take", args=[batch.pk]))
    office.owner.post(reverse("exchange:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["list", "upload", "batch", "take", "undo", "rejected", "drop", "correct"])
def test_nobody_else_sees_an_import(office: SimpleNamespace, name: str) -> None:
    _upload(office.owner, office)
    batch = ImportBatch.objects.get()
    if name in {"list", "upload"}:
        pages = [one.get(reverse(f"exchange:{name}")).content.decode() for one in (office.colleague, office.stranger)]
        assert all(batch.file_name not in page and office.ward.name not in page.split("<main")[1] for page in pages[1:])
        return
    address = reverse(f"exchange:{name}", args=[batch.pk])
    send = "get" if name in {"batch", "rejected"} else "post"
    assert [getattr(one, send)(address).status_code for one in (office.colleague, office.stranger)] == [404, 404]


@pytest.mark.parametrize("kind", ["empty", "far_apart", "locked_xlsx", "picture_png", "prose", "zip_bomb_strings"])
def test_a_broken_file_gets_one_sentence_and_leaves_nothing(office: SimpleNamespace, tmp_path: Path, kind: str) -> None:
    answer = _upload(office.owner, office, BROKEN[kind](tmp_path).read_bytes())
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not ImportBatch.objects.exists()
