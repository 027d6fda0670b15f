"""The list of classes, one class, and opening one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.classes import policy
from nennep.classes.actions.training_class import begin_class, open_class
from nennep.classes.forms.training_class import ClassesFilter, OpenClassForm, TraineesFilter
from nennep.classes.queries import enrollment, overview, tally, training_class
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import Forbidden, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the classes in reach."""
    actor, today = actor_of_request(request), clock.today()
    narrowed, counted = training_class.ClassFilter.of(request.GET), tally.listed(actor, today)
    rows = training_class.listed(actor, narrowed, today)
    context = {
        "filter": ClassesFilter(request.GET, programs=training_class.programs(counted.programs), years=counted.years),
        "page": page_of(rows, request.GET.get("page"), known=counted.count(narrowed)),
        "counted_at": counted.at,
        "year": narrowed.year if actor.paths(*policy.READERS) else None,
        "may_open": training_class.providers(actor).exists(),
    }
    return answer(request, "classes/list.html", context)


@login_required
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a class."""
    actor = actor_of_request(request)
    providers = training_class.providers(actor)
    if not providers:
        raise Forbidden
    form = OpenClassForm(request.POST or None, providers=providers)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_class(actor=actor, provider=form.cleaned_data["provider"], plan=form.plan(), today=clock.today())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The class is open. Take in its trainees."))
            return redirect("classes:detail", made.pk)
    return answer(request, "classes/open.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a class: its state, the next step, its trainees."""
    actor, today = actor_of_request(request), clock.today()
    found = training_class.visible_or_404(actor, pk)
    groups = enrollment.groups(actor, found)
    form = TraineesFilter(request.GET, units=[group.unit for group in groups])
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = enrollment.listed(actor, found, wanted.get("q", ""), wanted.get("group"))
    context = {
        "class": found,
        "sight": sight_of(actor, found),
        "tab": "trainees",
        "page": page_of(rows, request.GET.get("page"), size=100),
        "filter": form,
        "groups": groups,
        "overview": overview.of(actor, found, today),
    }
    return answer(request, "classes/detail.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a planned class."""
    actor = actor_of_request(request)
    begin_class(actor=actor, training_class=training_class.visible_or_404(actor, pk), today=clock.today())
    messages.success(request, _("The class has begun."))
    return redirect("classes:detail", pk)
