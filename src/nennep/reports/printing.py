"""The report in each of its formats, for page and command alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from nennep.core.downloads import XLSX
from nennep.documents.layout.paper import Paper
from nennep.documents.layout.pdf import to_pdf
from nennep.documents.layout.sheet import to_xlsx
from nennep.documents.layout.word import to_docx
from nennep.reports.paper import annual_paper
from nennep.reports.queries import sources
from nennep.reports.queries.annual import AnnualReport

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """How a paper is printed, and what that is called on the wire."""

    media_type: str
    print: Callable[[Paper], bytes]


PAPERS = {"docx": Format(DOCX, to_docx), "xlsx": Format(XLSX, to_xlsx), "pdf": Format("application/pdf", to_pdf)}


def as_file(report: AnnualReport, kind: str) -> bytes:
    """Return the report as the bytes of a paper: 'docx', 'xlsx' or 'pdf'."""
    commended = sources.commendations(report.scope).order_by("decided_on", "id")
    return PAPERS[kind].print(annual_paper(report, list(commended)))


def as_json_text(report: AnnualReport) -> str:
    """Return the report as JSON, one key a line."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1)


def file_name(report: AnnualReport, kind: str) -> str:
    """Return 'bao-cao-QX-2021.pdf'; what a file name cannot hold becomes a hyphen."""
    code = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in report.scope.unit.code)
    return f"bao-cao-{code}-{report.scope.span.text}.{kind}"
