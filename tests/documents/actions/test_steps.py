from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from nennep.audit.models import Entry
from nennep.core.actors import Role
from nennep.core.errors import Forbidden, Refused
from nennep.documents.actions.letterhead import FIELDS, keep_letterhead
from nennep.documents.actions.steps import NewDocument, issue_documents, store_file, take_numbers
from nennep.documents.download import attachment
from nennep.documents.models import NumberSeries
from nennep.documents.queries.letterhead import letterhead_of
from nennep.documents.rules.file import MAX_BYTES
from nennep.organizations.models import Unit
from tests.factories import organizations as units
from tests.factories.threads import at_once

DAY = date(2026, 3, 2)


@pytest.fixture
def ward(db: None) -> Unit:
    return units.unit("QX", kind="ward", name="Đảng ủy phường Mẫu")


def symbols(unit: Unit, type_code: str, count: int, on: date = DAY) -> list[str]:
    return take_numbers(letterhead_of(unit), type_code, count=count, on=on)[1]


def test_each_type_counts_through_the_term(ward: Unit) -> None:
    assert symbols(ward, "DS", 2) == ["01-DS/ĐU", "02-DS/ĐU"]
    assert symbols(ward, "KH", 1) == ["01-KH/ĐU"]
    assert symbols(ward, "DS", 1, date(2029, 12, 31)) == ["03-DS/ĐU"]
    assert symbols(ward, "DS", 1, date(2031, 1, 1)) == ["01-DS/ĐU"]


def test_a_school_counts_by_years_in_the_state_layout(db: None) -> None:
    school = units.unit(kind="political_school")
    assert symbols(school, "QĐ", 2) == ["01/QĐ-TCT", "02/QĐ-TCT"]
    assert symbols(school, "QĐ", 1, date(2027, 1, 4)) == ["01/QĐ-TCT"]


def test_papers_enter_the_register_in_order(ward: Unit) -> None:
    kept = store_file("a.docx", b"x")
    papers, changes = issue_documents(ward, "DS", [NewDocument("một", kept), NewDocument("hai")], on=DAY)
    assert [(paper.symbol, paper.abstract, paper.number) for paper in papers] == [("01-DS/ĐU", "một", 1), ("02-DS/ĐU", "hai", 2)]
    assert [one.changes["symbol"] for one in changes] == ["01-DS/ĐU", "02-DS/ĐU"]
    assert papers[0].file == kept


@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_twice() -> None:
    ward = units.unit("QX", kind="ward")

    def take() -> list[str]:
        with transaction.atomic():
            return symbols(ward, "DS", 3)

    jobs: list[Callable[[], object]] = [take] * 6
    taken = [one for answer in at_once(jobs) for one in answer]  # type: ignore[attr-defined]  # lists of symbols
    assert sorted(taken) == [f"{number:02d}-DS/ĐU" for number in range(1, 19)]
    assert NumberSeries.objects.get().last_number == 18


def test_an_upload_is_kept_under_a_safe_name_and_sent_as_an_attachment(db: None) -> None:
    upload = SimpleUploadedFile("../Đơn xin nghỉ.PDF", b"%PDF-1.7", content_type="text/html")
    kept = store_file("../Đơn xin nghỉ.PDF", upload)
    assert (kept.name, kept.media_type, kept.size) == ("Đơn xin nghỉ.pdf", "application/pdf", 8)
    answer = attachment(kept)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[arg-type]  # a synchronous stream
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "file_empty"),
        ("a.html", b"<script>", "file_type_not_taken"),
        ("a.pdf", b"x" * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_files_that_are_not_taken(db: None, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        store_file(name, content)
    assert refusal.value.reason == reason


def test_the_office_of_the_unit_keeps_its_letterhead(ward: Unit) -> None:
    values = {name: getattr(letterhead_of(ward), name) for name in FIELDS} | {"organ": "ĐUP", "signer_name": "Trần Thị Mẫu"}
    for actor in (units.actor_with(Role.OFFICER, units.unit(kind="ward")), units.actor_with(Role.APPROVER, ward)):
        with pytest.raises(Forbidden):
            keep_letterhead(actor=actor, unit=ward, values=values)
    keep_letterhead(actor=units.actor_with(Role.OFFICER, ward), unit=ward, values=values)
    assert letterhead_of(ward).organ == "ĐUP"
    assert symbols(ward, "DS", 1) == ["01-DS/ĐUP"]
    assert Entry.objects.get().changes["changed"]["organ"] == ["ĐU", "ĐUP"]
