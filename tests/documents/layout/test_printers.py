"""The same paper as Word, PDF and sheet, read back."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from nennep.documents.layout.paper import Column, Paragraph, Table
from nennep.documents.layout.pdf import to_pdf
from nennep.documents.layout.sheet import to_xlsx
from nennep.documents.layout.word import to_docx
from nennep.documents.models import Layout
from tests.factories.documents import paper


def word(made: bytes) -> WordDocument:
    return Document(BytesIO(made))


def words_of_word(made: bytes) -> str:
    document = word(made)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def words_of_pdf(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def words_of_sheet(made: bytes) -> str:
    sheet = openpyxl.load_workbook(BytesIO(made)).active
    assert sheet is not None
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


PRINTERS = [(to_docx, words_of_word), (to_pdf, words_of_pdf), (to_xlsx, words_of_sheet)]
Printer = Callable[..., bytes]
Reader = Callable[[bytes], str]


@pytest.mark.parametrize(("printer", "reader"), PRINTERS)
def test_every_part_is_printed(printer: Printer, reader: Reader) -> None:
    said = reader(printer(paper()))
    for part in (
        "ĐẢNG BỘ TỈNH MẪU",
        "ĐẢNG ỦY PHƯỜNG MẪU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 34-DS/ĐU",
        "ngày 05 tháng 02 năm 2026",
        "DANH SÁCH",
        "cử đi học năm 2026",
        "Nguyễn Thị Hiệu",
        "Ngày sinh",
        "12/03/1985",
        "STT",
        "Nơi nhận:",
        "T/M BAN THƯỜNG VỤ",
        "Trần Thị Mẫu",
    ):
        assert part in said, part


@pytest.mark.parametrize(("printer", "reader"), PRINTERS)
def test_the_state_layout_has_its_own_head(printer: Printer, reader: Reader) -> None:
    said = reader(printer(paper(layout=Layout.STATE, symbol="36/QĐ-TCT")))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert "Số: 36/QĐ-TCT" in said
    assert "ĐẢNG CỘNG SẢN" not in said


def test_a_draft_is_marked_on_every_page_and_what_is_approved_is_not() -> None:
    rows = [(f"Người {number}", None, None, 1) for number in range(80)]
    for draft in (True, False):
        pages = PdfReader(BytesIO(to_pdf(paper(rows, draft=draft)))).pages
        assert len(pages) > 2
        assert {"DỰ THẢO" in page.extract_text() for page in pages} == {draft}
        headers = word(to_docx(paper(rows, draft=draft))).sections[0]
        marks = ["DỰ THẢO" in part._element.xml for part in (headers.first_page_header, headers.header)]
        assert marks == [draft, draft]


def test_pages_are_numbered_from_the_second_and_the_heading_returns() -> None:
    rows = [(f"Người {number}", None, None, 1) for number in range(80)]
    pages = PdfReader(BytesIO(to_pdf(paper(rows)))).pages
    assert [page.extract_text().split("\n")[0].strip() for page in pages][1:] == [
        str(number) for number in range(2, len(pages) + 1)
    ]
    assert all("Họ và tên" in page.extract_text() for page in pages[:2])
    document = word(to_docx(paper(rows)))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert document.tables[1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_sheet_of_paper_is_that_of_the_offices() -> None:
    document = word(to_docx(paper()))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((one or 0) / Mm(1)) for one in (section.page_width, section.page_height, *margins)] == [210, 297, 20, 20, 30, 15]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    box = PdfReader(BytesIO(to_pdf(paper(landscape=True)))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


def test_a_pdf_of_the_same_paper_is_the_same_file_set_in_its_own_font() -> None:
    made = to_pdf(paper())
    assert made == to_pdf(paper())
    fonts = {str(font["/BaseFont"]) for font in PdfReader(BytesIO(made)).pages[0]["/Resources"]["/Font"].get_object().values()}
    assert fonts
    assert all("Tinos" in font for font in fonts)


def test_numbers_stay_numbers_in_the_sheet_and_what_looks_like_a_formula_stays_text() -> None:
    made = paper([("=1+1", "@SUM(A1)", "+84 912", 1056)])
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(made))).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert (cells["=1+1"], cells["@SUM(A1)"], cells["+84 912"], cells[1056]) == ("s", "s", "s", "n")


@settings(max_examples=25)
@given(text=st.text(max_size=60))
def test_whatever_was_typed_is_printed(text: str) -> None:
    made = paper([(text, None, None, 1)], abstract=text, blocks=[Paragraph(text), Table([Column(text or "x")], [[text]])])
    for printer in (to_docx, to_pdf, to_xlsx):
        assert printer(made)


def _pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.mark.parametrize("rows", range(28, 36))
def test_in_pdf_headings_and_totals_never_stand_alone_at_a_break(rows: int) -> None:
    table = Table([Column("Họ tên"), Column("Số")], [[f"Người {n}", n] for n in range(rows)], total=["Tổng cộng", rows])
    said = Paragraph("Đã thực hiện đúng kế hoạch.")
    blocks = [table, Paragraph("II. Kết quả", bold=True, align="left", indent=False), said, Paragraph("Xin báo cáo.")]
    for page in _pages(to_pdf(paper(blocks=blocks))):
        assert ("II. Kết quả" in page) == (said.text in page)
        assert ("Tổng cộng" in page) == (f"Người {rows - 1} {rows - 1}\n" in page)
        assert ("Xin báo cáo." in page) == ("Nơi nhận" in page)


def test_in_word_headings_stay_with_what_they_head() -> None:
    heading = Paragraph("I. Kết quả", bold=True, align="left", indent=False)
    table = Table([Column("Họ tên")], [["An"], ["Bình"]], total=["2"], caption="Biểu")
    document = word(to_docx(paper(blocks=[heading, Paragraph("Lời."), table, Paragraph("Xin báo cáo.")])))
    stays = {one.text: bool(one.paragraph_format.keep_with_next) for one in document.paragraphs}
    assert (stays["I. Kết quả"], stays["Lời."], stays["Biểu"], stays["Xin báo cáo."]) == (True, False, True, True)
    ruled = document.tables[1]
    assert [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in ruled.rows] == [True, False, True, False]
