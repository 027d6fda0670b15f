"""New rules for a program: typed, previewed, saved; and the note that rules were compared with their text."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.web import actor_of_request
from nennep.programs import policy
from nennep.programs.actions.rule_set import confirm_rule_set, edit_rule_set
from nennep.programs.forms import BasisForm, RuleSetForm
from nennep.programs.queries import program as programs
from nennep.programs.queries.impact import preview
from nennep.programs.queries.rule_set import draft_of, rule_set_for


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Type new rules, see whom they touch (`step=preview`), then save them (`step=save`)."""
    actor = actor_of_request(request)
    program = programs.get_or_404(code)
    require(policy.can_edit_catalog(actor))
    if request.method != "POST":
        present = rule_set_for(program, clock.today())
        form = RuleSetForm.of(draft_of(present), clock.today()) if present else RuleSetForm()
        return render(request, "programs/rules_form.html", {"program": program, "form": form})
    form = RuleSetForm(request.POST)
    if not form.is_valid():
        return render(request, "programs/rules_form.html", {"program": program, "form": form}, status=422)
    if request.POST.get("step") == "save":
        edit_rule_set(actor=actor, program=program, draft=form.draft())
        messages.success(request, _("The new rules were saved. Classes that have opened keep theirs."))
        return redirect("programs:program", program.code)
    found = preview(program, form.draft())
    context = {"program": program, "form": form, "preview": found, "differences": _told(form, found.differences)}
    return render(request, "programs/rules_form.html", context)


def _told(form: RuleSetForm, differences: Sequence[tuple[str, object, object]]) -> list[tuple[str, str, str]]:
    """Return the differences in the words of the form."""
    labels = {name: str(field.label) for name, field in form.fields.items()} | {"bands": _("Classifications")}
    return [(labels[name], _worded(before), _worded(after)) for name, before, after in differences]


def _worded(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(band.label if band.min_mark is None else f"{band.label} ≥ {_worded(band.min_mark)}" for band in value)
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else value.quantize(Decimal(1)))
    return "–" if value in (None, "") else str(value)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note that a rule set was compared with its text."""
    program = programs.get_or_404(code)
    rule_set = get_object_or_404(program.rule_sets, pk=pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        raise Refused("basis_wanted")
    confirm_rule_set(actor=actor_of_request(request), rule_set=rule_set, legal_basis=form.cleaned_data["legal_basis"])
    messages.success(request, _("Noted: compared with %(basis)s.") % {"basis": rule_set.legal_basis})
    return redirect("programs:program", program.code)
