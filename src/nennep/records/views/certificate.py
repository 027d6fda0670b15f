"""One certificate: its paper, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.documents.download import attachment_of
from nennep.records import policy
from nennep.records.actions.certificate import revoke_certificate
from nennep.records.forms import RevokeForm
from nennep.records.paper import certificates_pdf, file_name
from nennep.records.queries.certificate import visible_or_404


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the paper."""
    found = visible_or_404(actor_of_request(request), pk)
    return attachment_of(certificates_pdf([found]), file_name(found), "application/pdf")


@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate back, with a reason."""
    actor = actor_of_request(request)
    found = visible_or_404(actor, pk)
    require(policy.can_revoke(actor, found))
    form = RevokeForm(request.POST or None, initial={"revoked_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(actor=actor, certificate=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Certificate %(number)s is revoked.") % {"number": found.number})
            return redirect("portal:certificate", found.token)
    return answer(request, "records/revoke.html", {"certificate": found, "form": form}, status=422 if form.is_bound else 200)
