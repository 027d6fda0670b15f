"""One person's record: facts, timeline, who looked at it; and what is done to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from nennep.audit.queries import entry as log
from nennep.core import clock
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.organizations.queries import unit as units
from nennep.people import policy
from nennep.people.actions import membership as memberships
from nennep.people.actions import person as records
from nennep.people.actions import post as posts
from nennep.people.forms import EndForm, NewPersonForm, PersonForm, PostForm, SecretForm, StandingForm
from nennep.people.models import Standing
from nennep.people.queries import history
from nennep.people.queries import person as people
from nennep.people.rules import mask

SECRETS = (
    ("citizen_no", gettext_lazy("Citizen number")),
    ("card_no", gettext_lazy("Member card number")),
    ("phone", gettext_lazy("Phone")),
)
NEXT_STANDING = {Standing.NON_MEMBER: Standing.PROBATIONARY, Standing.PROBATIONARY: Standing.OFFICIAL}


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's record."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    may_edit = policy.can_edit_person(actor, person)
    current = person.memberships.filter(ends_on=None).select_related("unit").first()
    following = NEXT_STANDING.get(Standing(current.standing)) if current else None
    context = {
        "person": person,
        "current": current,
        "posts": person.posts.select_related("unit").order_by("-starts_on"),
        "succession": person.succession.select_related("unit"),
        "levels": person.theory_levels.order_by("-id"),
        "events": history.events(person),
        "may_edit": may_edit,
        "may_unmask": policy.can_unmask(actor, person),
        "secrets": [(name, label, mask(getattr(person, name))) for name, label in SECRETS],
        "following": following,
        "standing_form": StandingForm(),
        "post_form": PostForm(),
        "end_form": EndForm(),
    }
    return render(request, "people/person.html", context)


@login_required
@require_GET
def looks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who did what to this record, and who looked at what is masked (X10)."""
    person = people.visible_or_404(actor_of_request(request), pk)
    page = page_of(log.of_person(person.pk), request.GET.get("page"))
    return render(request, "people/looks.html", {"person": person, "page": page})


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    actor = actor_of_request(request)
    require(bool(actor.paths(*policy.WRITERS)))
    form = NewPersonForm(request.POST or None, units=units.visible(actor))
    if form.is_valid():
        values = form.values()
        unit, standing = values.pop("unit"), Standing(values.pop("standing"))
        person = records.add_person(actor=actor, unit=unit, standing=standing, values=values, today=clock.today())
        messages.success(request, _("%(name)s was added.") % {"name": person.full_name})
        return redirect("people:person", person.pk)
    status = 422 if form.is_bound else 200
    return render(request, "people/form.html", {"form": form}, status=status)


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a record."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    require(policy.can_edit_person(actor, person))
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm.of(person)
    form.drop_secrets()
    if form.is_bound and form.is_valid():
        changed = records.correct_person(actor=actor, person=person, values=form.values(), today=clock.today())
        messages.success(request, _("The record was corrected.") if changed else _("Nothing was changed."))
        return redirect("people:person", person.pk)
    return render(request, "people/form.html", {"form": form, "person": person}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a masked value in the open; the look is logged."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    form = SecretForm(request.POST or request.GET)
    if not form.is_valid():
        raise Refused("choose_field")
    value = records.show_secret(actor=actor, person=person, field=form.cleaned_data["field"])
    return render(request, "people/secret.html", {"value": value})


@login_required
@require_POST
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit a candidate, or recognize a probationary member."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    form = StandingForm(request.POST)
    current = person.memberships.filter(ends_on=None).first()
    following = NEXT_STANDING.get(Standing(current.standing)) if current else None
    if not form.is_valid() or following is None:
        raise Refused("choose_day")
    memberships.change_standing(actor=actor, person=person, standing=following, on=form.cleaned_data["on"])
    messages.success(request, _("%(name)s: recorded.") % {"name": person.full_name})
    return redirect("people:person", person.pk)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a membership."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused("choose_day")
    data = form.cleaned_data
    memberships.end_membership(actor=actor, person=person, on=data["on"], reason=data["reason"])
    messages.success(request, _("The membership was closed. The record stays."))
    return redirect("people:person", person.pk)


@login_required
@require_POST
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post, or enter somebody in the succession plan."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    form = PostForm(request.POST)
    current = person.memberships.filter(ends_on=None).select_related("unit").first()
    if not form.is_valid() or current is None:
        raise Refused("name_post")
    data = form.cleaned_data
    begins = data["starts_on"]
    if data["planned"]:
        posts.plan_succession(
            actor=actor, person=person, unit=current.unit, title=data["title"], term="", starts_on=begins or clock.today()
        )
    else:
        posts.give_post(actor=actor, person=person, unit=current.unit, title=data["title"], starts_on=begins)
    return redirect("people:person", person.pk)


@login_required
@require_POST
def end_post(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    """End a post today."""
    actor = actor_of_request(request)
    person = people.visible_or_404(actor, pk)
    held = person.posts.filter(pk=post_pk, ends_on=None).first()
    if held is None:
        raise Refused("name_post")
    posts.end_post(actor=actor, post=held, on=clock.today())
    return redirect("people:person", person.pk)
