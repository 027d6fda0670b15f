"""The catalog and one program with its versions and rules; administrators add and correct."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.errors import require
from nennep.core.web import actor_of_request
from nennep.programs import policy
from nennep.programs.actions import program as actions
from nennep.programs.forms import ProgramForm, VersionForm
from nennep.programs.queries import program as programs
from nennep.programs.queries import rule_set as rule_sets


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the catalog as it is in force today."""
    may_edit = policy.can_edit_catalog(actor_of_request(request))
    return render(request, "programs/list.html", {"programs": programs.listed(clock.today()), "may_edit": may_edit})


@login_required
@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one program: what is in force, what was and what will be."""
    program, today = programs.get_or_404(code), clock.today()
    context = {
        "program": program,
        "version": programs.version_for(program, today),
        "versions": program.versions.order_by("-starts_on"),
        "rules": rule_sets.rule_set_for(program, today),
        "history": rule_sets.history(program),
        "may_edit": policy.can_edit_catalog(actor_of_request(request)),
        "today": today,
    }
    return render(request, "programs/program.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a program."""
    actor = actor_of_request(request)
    require(policy.can_edit_catalog(actor))
    form = ProgramForm(request.POST or None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        program = actions.add_program(actor=actor, code=values.pop("code"), values=values)
        messages.success(request, _("%(name)s was added.") % {"name": program.name})
        return redirect("programs:program", program.code)
    return render(request, "programs/form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what a program is called and what it gives."""
    actor = actor_of_request(request)
    program = programs.get_or_404(code)
    require(policy.can_edit_catalog(actor))
    initial = {name: getattr(program, name) for name in actions.FIELDS}
    form = ProgramForm(request.POST or None, initial=initial, new=False)
    if form.is_valid():
        actions.edit_program(actor=actor, program=program, values=form.cleaned_data)
        messages.success(request, _("%(name)s was changed.") % {"name": program.name})
        return redirect("programs:program", program.code)
    return render(request, "programs/form.html", {"form": form, "program": program}, status=422 if form.is_bound else 200)


@login_required
def add_version(request: HttpRequest, code: str) -> HttpResponse:
    """Give a program new content from a day on."""
    actor = actor_of_request(request)
    program = programs.get_or_404(code)
    require(policy.can_edit_catalog(actor))
    form = VersionForm(request.POST or None, initial={"starts_on": clock.today()})
    if form.is_valid():
        actions.add_version(actor=actor, program=program, **form.cleaned_data)
        messages.success(request, _("The new version was saved."))
        return redirect("programs:program", program.code)
    context = {"form": form, "program": program, "is_version": True}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
