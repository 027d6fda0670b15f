"""New rules for a program: typed, previewed, saved; and the note that rules were compared with their text."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.web import actor_of_request
from nennep.programs import policy
from nennep.programs.actions.rule_set import confirm_rule_set, edit_rule_set
from nennep.programs.forms import BasisForm, RuleSetForm
from nennep.programs.models import Program
from nennep.programs.queries import program as programs
from nennep.programs.queries.impact import preview
from nennep.programs.queries.rule_set import draft_of, governed, history, rule_set_for


@login_required
@require_GET
def show_default(request: HttpRequest) -> HttpResponse:
    """Show the rules of all programs that have none of their own."""
    today = clock.today()
    context = {
        "rules": rule_set_for(None, today),
        "history": history(None),
        "programs": governed(None, today),
        "may_edit": policy.can_edit_catalog(actor_of_request(request)),
        "today": today,
    }
    return render(request, "programs/default_rules.html", context)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the rules of a program."""
    return _edit(request, programs.get_or_404(code))


@login_required
def edit_default(request: HttpRequest) -> HttpResponse:
    """Change the rules of all programs that have none of their own."""
    return _edit(request, None)


def _edit(request: HttpRequest, program: Program | None) -> HttpResponse:
    """Type new rules, see whom they touch (`step=preview`), then save them (`step=save`)."""
    actor = actor_of_request(request)
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
        return _back(program)
    found = preview(program, form.draft())
    context = {"program": program, "form": form, "preview": found, "differences": _told(form, found.differences)}
    return render(request, "programs/rules_form.html", context)


def _back(program: Program | None) -> HttpResponse:
    return redirect("programs:program", program.code) if program else redirect("programs:default_rules")


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
    return _confirm(request, programs.get_or_404(code), pk)


@login_required
@require_POST
def confirm_default(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a default rule set was compared with its text."""
    return _confirm(request, None, pk)


def _confirm(request: HttpRequest, program: Program | None, pk: int) -> HttpResponse:
    rule_set = get_object_or_404(history(program), pk=pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        raise Refused("basis_wanted")
    confirm_rule_set(actor=actor_of_request(request), rule_set=rule_set, legal_basis=form.cleaned_data["legal_basis"])
    messages.success(request, _("Noted: compared with %(basis)s.") % {"basis": rule_set.legal_basis})
    return _back(program)
