"""Papers as Word files (.docx), built in code: nothing binary lies in the repository."""

from functools import partial
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from nennep.documents.layout import word_table
from nennep.documents.layout.paper import (
    DRAFT,
    HYPHENS,
    MOTTO,
    NATION,
    PARTY,
    RECIPIENTS,
    Align,
    Paper,
    Paragraph,
    Table,
    printable,
    stays_with_next,
    table_size,
    with_ordinals,
)
from nennep.documents.models import Layout

FONT = "Times New Roman"
BODY = Pt(14)
HALVES = (0.4, 0.6)
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_WATERMARK = (  # the shape type 136 (text on a path) must be told, or LibreOffice shows nothing
    '<w:r {w}><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    '</v:shapetype><v:shape id="draft{n}" type="#_x0000_t136" alt="{text}" style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:110pt;'
    "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d0d0d0" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath on="t" style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{text}"/>'
    "</v:shape></w:pict></w:r>"
)


def to_docx(paper: Paper) -> bytes:
    """Return the paper as the bytes of a .docx file."""
    document = Document()
    _style(document)
    _page(document.sections[0], paper)
    _heading(document, paper)
    _title(document, paper)
    for block, stays in zip(paper.blocks, stays_with_next(paper.blocks), strict=True):
        _block(document, block, paper, stays=stays)
    _foot(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _style(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _page(section: Section, paper: Paper) -> None:
    width, height = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if paper.landscape else (width, height)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(number.add_run())
    if paper.draft:
        for ordinal, where in enumerate((section.first_page_header, section.header)):
            xml = _WATERMARK.format(w=nsdecls("w"), n=ordinal, text=DRAFT)
            where.paragraphs[0]._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no verb for a watermark


def _page_number(run: Run) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no verb for a field


def write(
    paragraph: WordParagraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    size: float | None = None,
    align: Align = "center",
) -> None:
    """Write one run into an empty paragraph."""
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.underline = bold, italic, underline
    if size is not None:
        run.font.size = Pt(size)
    paragraph.alignment = ALIGN[align]


class _Lines:
    """Writes paragraph after paragraph into a cell, which always begins with an empty one."""

    def __init__(self, cell: WordCell) -> None:
        self.cell = cell
        self.fresh = True

    def add(self, text: str, **look: Any) -> None:
        """Write a paragraph; `look` is that of `write`."""
        write(self.cell.paragraphs[0] if self.fresh else self.cell.add_paragraph(), text, **look)
        self.fresh = False


def _heading(document: WordDocument, paper: Paper) -> None:
    left, right = word_table.columns(document, word_table.line_width(document), HALVES)
    body, nation = _Lines(left), _Lines(right)
    if paper.superior:
        body.add(paper.superior.upper(), size=13)
    body.add(paper.body.upper(), bold=True, size=13)
    if paper.layout == Layout.STATE:
        body.add("―――――", size=8)
        nation.add(NATION, bold=True, size=13)
        nation.add(MOTTO, bold=True)
        nation.add("―――――――――――", size=8)
    else:
        body.add("*")
        nation.add(PARTY, bold=True, underline=True, size=15)
    body.add(paper.number_line, size=13)
    nation.add(paper.date_line, italic=True)


def _title(document: WordDocument, paper: Paper) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(16)
    write(title, paper.title.upper(), bold=True, size=16)
    if paper.abstract:
        write(document.add_paragraph(), paper.abstract, bold=True)
    under = document.add_paragraph()
    under.paragraph_format.space_after = Pt(10)
    write(under, "――――――" if paper.layout == Layout.STATE else HYPHENS)


def _block(document: WordDocument, block: Paragraph | Table, paper: Paper, *, stays: bool) -> None:
    if isinstance(block, Table):
        table = with_ordinals(block)
        word_table.add(document, table, partial(write, size=table_size(table, paper.line_mm)))
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(12 if block.is_heading else 6)
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.keep_with_next = stays
    if block.indent and block.align in {"left", "justify"}:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    write(paragraph, block.text, bold=block.bold, italic=block.italic, align=block.align)


def _foot(document: WordDocument, paper: Paper) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    left, right = word_table.columns(document, word_table.line_width(document), HALVES)
    left._tc.getparent().get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no verb for it
    if paper.recipients:
        recipients, state = _Lines(left), paper.layout == Layout.STATE
        recipients.add(RECIPIENTS, align="left", size=12, bold=state, italic=state, underline=not state)
        for ordinal, name in enumerate(paper.recipients, start=1):
            end = "." if ordinal == len(paper.recipients) else ","
            recipients.add(f"- {name.rstrip('.,;')}{end}", align="left", size=12)
    if paper.signature:
        signature = _Lines(right)
        for line in paper.signature.lines:
            signature.add(line, bold=True)
        for _ in range(4):
            signature.add("")
        signature.add(paper.signature.name, bold=True)
    for paragraph in (*left.paragraphs, *right.paragraphs[:-1]):
        paragraph.paragraph_format.keep_with_next = True
