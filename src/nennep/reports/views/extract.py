"""The extract of a person's study record, for who keeps the record and for the person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nennep.core.downloads import file_response
from nennep.core.errors import NotVisible
from nennep.core.web import actor_of_request
from nennep.people.queries.person import visible_or_404
from nennep.reports.paper_extract import extract_paper
from nennep.reports.printing import PAPERS
from nennep.reports.queries.extract import extract_of


@login_required
@require_GET
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the extract of a visible person as a paper."""
    if kind not in PAPERS:
        raise NotVisible
    person = visible_or_404(actor_of_request(request), pk)
    form = PAPERS[kind]
    return file_response(f"ban-trich-{person.code}.{kind}", form.print(extract_paper(extract_of(person))), form.media_type)
