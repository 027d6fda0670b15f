"""One quota: the lines behind its figures, sharing it out, giving back, correcting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.planning import policy
from nennep.planning.actions import quota as verbs
from nennep.planning.forms import BasisForm, CorrectForm, MethodForm, SplitForm
from nennep.planning.models import QuotaAccount
from nennep.planning.queries import board as boards
from nennep.planning.queries import quota
from nennep.planning.rules.apportionment import Claimant, Method
from nennep.planning.rules.apportionment import split as apportion

MOST_SUGGESTED = 5000
SIDES = ("granted", "shared")


@login_required
@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the lines of a quota: all, or those behind one figure."""
    actor = actor_of_request(request)
    found = quota.visible_or_404(actor, pk)
    side = request.GET.get("side", "")
    outside = quota.from_outside(found)
    context = {
        "account": found,
        "sums": quota.sums([found.pk]).get(found.pk, quota.Sums()),
        "page": page_of(quota.entries(found, side), request.GET.get("page")),
        "side": side if side in SIDES else "",
        "outside": outside,
        "may_keep": policy.can_keep_quotas(actor, found.unit),
        "may_give_back": policy.can_give_back(actor, found.unit) and found.free > 0,
        "give_back": BasisForm(initial={"places": found.free}, auto_id="back_%s"),
        "correct": CorrectForm(initial={"places": outside}, auto_id="right_%s"),
    }
    return answer(request, "planning/account.html", context)


@login_required
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Share a quota out to the units directly below, all in one form."""
    actor = actor_of_request(request)
    found = quota.visible_or_404(actor, pk)
    require(policy.can_keep_quotas(actor, found.unit))
    held = quota.shares(found)
    form = _split_form(found, held, request.POST if request.method == "POST" else None)
    whole = found.free + sum(held.values())
    methods = MethodForm(request.GET or None)
    if not form.is_bound and methods.is_valid():
        form.initial = _suggested(found, form, whole, Method(methods.cleaned_data["method"]))
    if request.method == "POST" and form.is_valid():
        basis = form.cleaned_data["basis"]
        try:
            moved = verbs.share_out(actor=actor, account=found, wishes=form.wishes(), basis=basis, now=clock.now())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, ngettext("%(n)d share changed.", "%(n)d shares changed.", moved) % {"n": moved})
            return redirect(f"{reverse('planning:board')}?unit={found.unit_id}&year={found.year}")
    context = {"account": found, "form": form, "whole": whole, "total": form.total(), "methods": methods}
    return answer(request, "planning/split.html", context, status=422 if form.is_bound else 200)


def _suggested(found: QuotaAccount, form: SplitForm, whole: int, method: Method) -> dict[str, int]:
    """Return the places for each field, by the people of each unit; no unit gets less than it uses."""
    people = boards.people_below(found.unit, form.units)
    claimants = [Claimant(people[unit.pk], floor=form.used.get(unit.pk, 0)) for unit in form.units]
    places = apportion(min(whole, MOST_SUGGESTED), claimants, method)
    return {f"share_{unit.pk}": given for unit, given in zip(form.units, places, strict=True)}


def _split_form(found: QuotaAccount, held: dict[int, int], data: QueryDict | None) -> SplitForm:
    units = list(boards.units_below(found.unit))
    return SplitForm(data, units=units, held=held, used=quota.used_by(found, units))


@login_required
@require_GET
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the numbers typed so far leave over."""
    actor = actor_of_request(request)
    found = quota.visible_or_404(actor, pk)
    held = quota.shares(found)
    form = _split_form(found, held, request.GET)
    context = {"account": found, "whole": found.free + sum(held.values()), "total": form.total()}
    return answer(request, "planning/split_rest.html", context)


@login_required
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give places back to where they came from."""
    actor = actor_of_request(request)
    found = quota.visible_or_404(actor, pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        raise Refused("quota_basis_missing")
    verbs.give_back(actor=actor, account=found, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("The places were given back."))
    return redirect("planning:account", pk)


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was granted from outside."""
    actor = actor_of_request(request)
    found = quota.visible_or_404(actor, pk)
    form = CorrectForm(request.POST)
    if not form.is_valid():
        raise Refused("quota_basis_missing")
    verbs.correct_grant(actor=actor, account=found, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("The quota was corrected."))
    return redirect("planning:account", pk)
