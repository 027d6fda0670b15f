"""The register of papers, their files, the letterhead of a unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core.errors import Forbidden, require
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request, answer
from nennep.documents import policy
from nennep.documents.actions.letterhead import keep_letterhead
from nennep.documents.download import attachment
from nennep.documents.forms import LetterheadForm, RegisterFilter
from nennep.documents.queries import paper as papers
from nennep.documents.queries.letterhead import letterhead_of
from nennep.organizations.queries import unit as units


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Show the papers that one's units issued."""
    actor = actor_of_request(request)
    if not actor.paths(*policy.READERS):
        raise Forbidden
    filters = RegisterFilter(request.GET, years=papers.years(actor))
    narrowed = filters.cleaned_data if filters.is_valid() else {}
    page = page_of(papers.register(actor, **narrowed), request.GET.get("page"))
    return answer(request, "documents/register.html", {"page": page, "filter": filters, "unit_id": actor.unit_id})


@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Send the file of a paper."""
    found = papers.visible_or_404(actor_of_request(request), pk)
    return attachment(found.file)  # type: ignore[arg-type]  # the query leaves out papers without a file


@login_required
def letterhead(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Show and set what stands on a unit's papers."""
    actor = actor_of_request(request)
    unit = units.visible_or_404(actor, unit_pk)
    require(policy.can_keep_letterhead(actor, unit))
    form = LetterheadForm.of(letterhead_of(unit), request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_letterhead(actor=actor, unit=unit, values=form.cleaned_data)
        messages.success(request, _("From now on papers bear this head."))
        return redirect("documents:letterhead", unit_pk)
    return answer(request, "documents/letterhead.html", {"form": form, "unit": unit}, status=422 if form.is_bound else 200)
