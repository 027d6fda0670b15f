"""Printing many certificates at once, as work with progress."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from django.core.files.base import ContentFile

from nennep.core.errors import Refused
from nennep.jobs.registry import job
from nennep.jobs.runs import Run
from nennep.records.models import Certificate
from nennep.records.paper import certificates_pdf, file_name
from nennep.records.queries.certificate import RELATED


@job("records.print_certificates")
def print_certificates(run: Run, *, certificates: list[int], each: bool, name: str) -> dict[str, int]:
    """Make the papers of certificates (ids): one file for all, or a zip with one file `each`."""
    rows = Certificate.objects.select_related(*RELATED).filter(pk__in=certificates)
    papers = list(rows.order_by("completion__person__sort_key", "pk"))
    if not papers:
        raise Refused("no_certificates")
    if each:
        run.keep_file(f"{name}.zip", ContentFile(_zip(run, papers)))
    else:
        run.progress(0, len(papers))
        run.stop_if_cancelled()
        run.keep_file(f"{name}.pdf", ContentFile(certificates_pdf(papers)))
    run.progress(len(papers), len(papers))
    return {"certificates": len(papers)}


def _zip(run: Run, papers: Sequence[Certificate]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for place, one in enumerate(run.each(papers)):
            files.writestr(f"{place + 1:04d} {file_name(one)}", certificates_pdf([one]))
    return out.getvalue()
