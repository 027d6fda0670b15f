"""Leave requests of a class."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.attendance.models import LeaveState
from nennep.classes import policy
from nennep.classes.actions import leave as verbs
from nennep.classes.forms.leave import AnswerForm, LeaveForm, OpinionForm
from nennep.classes.queries import leave, training_class
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import NotVisible, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer
from nennep.documents.download import attachment


@login_required
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the requests of a class."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    page = page_of(leave.of_class(actor, found), request.GET.get("page"))
    context = {"class": found, "sight": sight_of(actor, found), "tab": "leave", "page": page}
    return answer(request, "classes/leave.html", context)


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a request, for oneself or on behalf of a trainee."""
    actor, today = actor_of_request(request), clock.today()
    found = training_class.visible_or_404(actor, pk)
    trainees = leave.askers(actor, found, sight_of(actor, found))
    if not trainees:
        raise NotVisible
    form = LeaveForm(
        request.POST or None, request.FILES or None, trainees=trainees, sessions=leave.sessions(found, today),
        initial={"trainee": request.GET.get("trainee")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        enrollment = given.pop("trainee")
        try:
            made = verbs.ask_leave(actor=actor, enrollment=enrollment, now=clock.now(), today=today, **given)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The request is with the training provider and the sending unit."))
            return redirect("classes:leave_request", made.pk)
    return answer(request, "classes/leave_ask.html", {"class": found, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with what was said about it."""
    actor = actor_of_request(request)
    found = leave.visible_or_404(actor, pk)
    waits = found.state == LeaveState.ASKED
    context = {
        "leave": found,
        "class": leave.class_of(found),
        "may_answer": waits and policy.can_answer_leave(actor, found),
        "may_comment": waits and policy.can_comment_leave(actor, found),
        "may_withdraw": waits and policy.can_withdraw_leave(actor, found),
        "answer": AnswerForm(),
        "opinion": OpinionForm(),
    }
    return answer(request, "classes/leave_request.html", context)


@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file of a request to those who read it."""
    found = leave.visible_or_404(actor_of_request(request), pk)
    if found.file is None:
        raise NotVisible
    return attachment(found.file)


@login_required
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or deny leave."""
    actor = actor_of_request(request)
    found = leave.visible_or_404(actor, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("leave_answer_missing")
    verbs.answer_leave(actor=actor, request=found, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("The trainee and the sending unit see the answer."))
    return redirect("classes:leave_request", pk)


@login_required
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the word of the sending unit."""
    actor = actor_of_request(request)
    found = leave.visible_or_404(actor, pk)
    verbs.give_opinion(actor=actor, request=found, opinion=request.POST.get("opinion", ""), now=clock.now())
    messages.success(request, _("The training provider sees the word of the sending unit."))
    return redirect("classes:leave_request", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    actor = actor_of_request(request)
    verbs.withdraw_leave(actor=actor, request=leave.visible_or_404(actor, pk), now=clock.now())
    messages.success(request, _("The request is withdrawn."))
    return redirect("classes:leave_request", pk)
