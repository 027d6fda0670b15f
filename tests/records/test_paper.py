import re
import zipfile
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from nennep.jobs.models import Job
from nennep.jobs.registry import function_of
from nennep.jobs.runs import Run
from nennep.records.actions.certificate import revoke_certificate
from nennep.records.jobs import print_certificates
from nennep.records.paper import certificates_pdf, file_name, public_address, qr_svg
from tests.factories.people import person
from tests.records.conftest import DAY, Issued, issue


class Kept(Run):
    """A run that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__(Job())
        self.told: list[tuple[int, int]] = []
        self.files: dict[str, bytes] = {}

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Note the progress."""
        self.told.append((done, total))

    def keep_file(self, name: str, content: object) -> None:
        """Keep the file."""
        self.files[name] = content.read()  # type: ignore[attr-defined]  # a file


def text_of(pdf: bytes) -> list[str]:
    """Return the text of each page, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_paper_says_what_it_must(issued: Issued) -> None:
    (text,) = text_of(certificates_pdf([issued.certificate]))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY CHỨNG NHẬN",
        "Nguyễn Văn Ánh",
        "12/03/1985",
        "Chương trình DVM",
        "Lớp đảng viên mới khóa 1",
        "từ ngày 26/02/2026 đến ngày 02/03/2026",
        "giỏi",
        "12/GCN-TTCT",
        "ngày 02 tháng 03 năm 2026",
    ):
        assert said in text
    assert issued.certificate.token in text.replace(" ", "")
    assert "ĐÃ THU HỒI" not in text


def test_the_page_lies_across_and_its_bytes_do_not_depend_on_the_clock(issued: Issued) -> None:
    pdf = certificates_pdf([issued.certificate])
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    assert pdf == certificates_pdf([issued.certificate])


def drawn(svg: str) -> list[list[int]]:
    """Return the dark cells of a QR code from the path that draws its rows: M x y, then h(ine) and m(ove)."""
    (path,) = re.findall(r'<path[^>]* d="([^"]+)"', svg)
    dark: set[tuple[int, int]] = set()
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            dark |= {(int(y), int(x) + step) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    top, left = min(row for row, _ in dark), min(column for _, column in dark)
    side = max(column for _, column in dark) - left + 1
    return [[int((top + row, left + column) in dark) for column in range(side)] for row in range(side)]


def test_the_code_on_the_paper_opens_its_public_page(issued: Issued) -> None:
    address = public_address(issued.certificate)
    assert address.endswith(f"/verify/{issued.certificate.token}/")
    expected = [[cell & 1 for cell in row] for row in segno.make(address, error="m", micro=False).matrix]
    assert drawn(qr_svg(address)) == expected


def test_a_revoked_paper_is_marked(issued: Issued) -> None:
    revoke_certificate(actor=issued.registrar, certificate=issued.certificate, revoked_on=DAY, reason="Khai sai")
    issued.certificate.refresh_from_db()
    assert "ĐÃ THU HỒI" in text_of(certificates_pdf([issued.certificate]))[0]


@pytest.mark.parametrize("each", [False, True])
def test_many_are_printed_as_one_work_by_given_name(issued: Issued, each: bool) -> None:
    more = [
        issue(issued.center, person(issued.center, full_name=name), f"{n}/GCN") for n, name in enumerate(("Lê Thị Yến", "Trần An"))
    ]
    run = Kept()
    ids = [issued.certificate.pk, *(one.pk for one in more)]

    assert print_certificates(run, certificates=ids, each=each, name="dvm") == {"certificates": 3}

    assert run.told[-1] == (3, 3)
    if each:
        with zipfile.ZipFile(BytesIO(run.files["dvm.zip"])) as files:
            names = files.namelist()
            assert [name[5:] for name in names] == [file_name(one) for one in (more[1], issued.certificate, more[0])]
            assert "Trần An" in text_of(files.read(names[0]))[0]
    else:
        pages = text_of(run.files["dvm.pdf"])
        assert [name in page for name, page in zip(("Trần An", "Nguyễn Văn Ánh", "Lê Thị Yến"), pages, strict=True)] == [True] * 3


def test_the_work_is_known_to_the_workers() -> None:
    assert function_of("records.print_certificates") is print_certificates
