"""Certificates on paper: A4 across, one a page, with a QR code that opens the public page."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse

from nennep.documents.layout.paper import MOTTO, NATION, PARTY
from nennep.documents.layout.pdf import UNDATED, render
from nennep.documents.models import Letterhead
from nennep.documents.queries.letterhead import letterhead_of
from nennep.records.models import Certificate

TEMPLATE = Path(__file__).with_name("certificate.typ")
DEFAULT_NAME = "giấy chứng nhận"
_UNSAFE = re.compile(r"[^\w.-]+")


def public_address(certificate: Certificate) -> str:
    """Return the address at which everybody can check the paper."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse("portal:certificate", args=[certificate.token])


def qr_svg(text: str) -> str:
    """Return a QR code as SVG."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def qr_data(text: str) -> str:
    """Return a QR code as the address of an image (data:)."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=2, scale=8, light="#fff")


def heads_of(certificates: Iterable[Certificate]) -> dict[int, Letterhead]:
    """Return the letterhead of each issuer, by id."""
    return {
        one.issuer_id: letterhead_of(one.issuer)
        for one in {c.issuer_id: c for c in certificates}.values()
        if one.issuer and one.issuer_id
    }


def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """Return one PDF with a page for each certificate, in the order given; the same papers give the same bytes."""
    heads = heads_of(certificates)
    pages = [_page(one, heads.get(one.issuer_id or 0)) for one in certificates]
    issued_on = certificates[0].issued_on if certificates else None
    at = UNDATED if issued_on is None else datetime.combine(issued_on, time(), tzinfo=UTC)
    return render(TEMPLATE, {"nation": NATION, "motto": MOTTO, "party": PARTY, "pages": pages}, at=at)


def _page(one: Certificate, head: Letterhead | None) -> dict[str, object]:
    completion = one.completion
    return {
        "state": head is None or head.layout == "state",
        "superior": head.superior.upper() if head else "",
        "body": (head.body if head else one.issuer_name).upper(),
        "place": head.place if head else "",
        "signing_for": head.signing_for if head else "",
        "signer_title": head.signer_title if head else "",
        "signer_name": head.signer_name if head else "",
        "title": (one.paper_name or DEFAULT_NAME).upper(),
        "number": one.number,
        "holder": one.holder_name,
        "born": one.holder_born,
        "program": completion.program.name,
        "course": one.course_name,
        "studied": _span(one),
        "classification": completion.classification_label,
        "date": _long_date(one),
        "revoked": one.revoked_on is not None,
        "qr": qr_svg(public_address(one)),
        "address": public_address(one),
    }


def _span(one: Certificate) -> str:
    if one.studied_from is None or one.studied_until is None:
        return ""
    return f"từ ngày {one.studied_from:%d/%m/%Y} đến ngày {one.studied_until:%d/%m/%Y}"


def _long_date(one: Certificate) -> str:
    day = one.issued_on
    return f"ngày {day:%d} tháng {day:%m} năm {day.year}" if day else ""


def file_name(certificate: Certificate) -> str:
    """Return what the file of a paper is called."""
    return _UNSAFE.sub("-", f"{certificate.number}-{certificate.holder_name}").strip("-") + ".pdf"
