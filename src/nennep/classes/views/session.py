"""The timetable of a class."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.classes import policy
from nennep.classes.actions import session as verbs
from nennep.classes.forms.training_class import LecturerForm, SessionForm
from nennep.classes.queries import lecturer, session, training_class
from nennep.classes.queries.sight import sight_of
from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request, answer


@login_required
@require_GET
def timetable(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sessions with what the roll calls say."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    sight = sight_of(actor, found)
    context = {
        "class": found,
        "sight": sight,
        "tab": "sessions",
        "sessions": session.timetable(actor, found),
        "today": clock.today(),
        "form": LecturerForm(lecturers=lecturer.at_provider(found.provider, clock.today())) if sight.manages else None,
    }
    return answer(request, "classes/sessions.html", context)


@login_required
@require_POST
def name_lecturer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name one lecturer for the picked sessions."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found))
    form = LecturerForm(request.POST, lecturers=lecturer.at_provider(found.provider, clock.today()))
    if not form.is_valid():
        raise Refused("lecturer_not_known")
    name, person = form.named()
    picked = [int(one) for one in request.POST.getlist("pick") if one.isdecimal()]
    changed = verbs.name_lecturer(actor=actor, training_class=found, sessions=picked, name=name, lecturer_id=person)
    messages.success(request, ngettext("%(n)d session was changed.", "%(n)d sessions were changed.", changed) % {"n": changed})
    return redirect("classes:sessions", pk)


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more session."""
    actor = actor_of_request(request)
    found = training_class.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found))
    lecturers = lecturer.at_provider(found.provider, clock.today())
    form = SessionForm(request.POST or None, lecturers=lecturers)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.add_session(actor=actor, training_class=found, plan=form.plan())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The session is on the timetable."))
            return redirect("classes:sessions", pk)
    return answer(request, "classes/session.html", {"class": found, "form": form}, status=422 if form.is_bound else 200)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session or change what it is about."""
    actor = actor_of_request(request)
    found = session.visible_or_404(actor, pk)
    require(policy.can_manage(actor, found.training_class))
    gathering = found.gathering
    known = {
        "day": gathering.held_on,
        "starts_at": gathering.starts_at,
        "ends_at": gathering.ends_at,
        "topic": found.topic,
        "lecturer": found.lecturer_id,
        "lecturer_name": "" if found.lecturer_id else found.lecturer_name,
    }
    lecturers = lecturer.at_provider(found.training_class.provider, clock.today(), found.lecturer_id)
    form = SessionForm(request.POST or None, initial=known, lecturers=lecturers)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_session(actor=actor, session=found, plan=form.plan())
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The session was changed."))
            return redirect("classes:sessions", found.training_class_id)
    context = {"class": found.training_class, "session": found, "form": form}
    return answer(request, "classes/session.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a session off the timetable."""
    actor = actor_of_request(request)
    found = session.visible_or_404(actor, pk)
    verbs.cancel_session(actor=actor, session=found)
    messages.success(request, _("The session was taken off the timetable."))
    return redirect("classes:sessions", found.training_class_id)
