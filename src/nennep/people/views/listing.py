"""The list of people: filters in the URL, saved views, what is seen as a workbook, work on many."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nennep.accounts.actions.view import save_view
from nennep.accounts.queries.view import views_of
from nennep.core import clock
from nennep.core.actors import Actor
from nennep.core.downloads import XLSX, file_response
from nennep.core.errors import Refused, require
from nennep.core.paging import page_of
from nennep.core.web import actor_of_request
from nennep.organizations.models import Unit
from nennep.organizations.queries import unit as units
from nennep.organizations.queries.life import beginning_of, ending_of
from nennep.organizations.scope import Tree
from nennep.people import exports
from nennep.people.actions.account import open_member_accounts
from nennep.people.actions.membership import transfer_people
from nennep.people.forms import PeopleFilter, SavedViewForm, TransferForm
from nennep.people.models import Person
from nennep.people.policy import WRITERS
from nennep.people.queries import person as people
from nennep.people.queries.on_day import listed_on, seen_of
from nennep.people.queries.person import PersonFilter

ROUTE = "people:list"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for; `day` only of a list of a day that is named."""

    narrowed: PersonFilter
    unit: Unit | None
    day: date | None
    tree: Tree

    @classmethod
    def of(cls, form: PeopleFilter) -> "Asked":
        """Read it; what is not understood narrows nothing."""
        form.is_valid()
        data = form.cleaned_data
        unit = data.get("unit")
        kept = {name: data.get(name) or "" for name in ("q", "standing", "sex", "post", "level")}
        narrowed = PersonFilter(**kept, path=unit.path if unit else "", in_succession=bool(data.get("in_succession")))
        return cls(narrowed, unit, data.get("on"), Tree(data.get("tree") or Tree.NOW))

    def found_by(self, actor: Actor) -> QuerySet[Person]:
        """Return the people."""
        if self.day is None:
            return people.listed(actor, self.narrowed, clock.today())
        return listed_on(actor, self.narrowed, self.day, self.unit, self.tree)

    def page_of(self, actor: Actor, number: str | None) -> Page[Person]:
        """Return one page of them."""
        if self.day is None:
            return people.page(actor, self.narrowed, number, clock.today())
        return page_of(self.found_by(actor), number)

    def where(self, actor: Actor) -> dict[str, object]:
        """Return what the page says of the day, the tree, and a unit that was not there."""
        day = self.day or clock.today()
        ending = ending_of(actor, self.unit, day if self.tree == Tree.THEN else clock.today())
        past = ending and urlencode(
            {"unit": ending.unit.pk, "on": f"{min(day, ending.last_day):%d/%m/%Y}", "tree": Tree.THEN.value}
        )
        beginning = beginning_of(actor, self.unit, day) if self.tree == Tree.THEN and self.day else None
        today = beginning and urlencode({"unit": beginning.unit.pk, "on": f"{day:%d/%m/%Y}"})
        return {
            "unit": self.unit,
            "day": self.day,
            "tree": self.tree,
            "ending": ending,
            "past": past,
            "beginning": beginning,
            "now": today,
        }


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the people in reach."""
    actor = actor_of_request(request)
    form = PeopleFilter(request.GET, units=units.visible(actor))
    asked = Asked.of(form)
    page = asked.page_of(actor, request.GET.get("page"))
    saved = [
        {"label": one.label, "url": f"?{one.query}", "active": one.query == request.GET.urlencode()}
        for one in views_of(actor.user_id, ROUTE)
    ]
    transfer = TransferForm(units=units.visible(actor))
    may_add = bool(actor.paths(*WRITERS)) and asked.day is None
    shown = {person.pk for person in page}
    linked = shown if asked.day is None else seen_of(actor, shown)
    return render(
        request,
        "people/list.html",
        {"page": page, "filter": form, "saved": saved, "transfer": transfer, "may_add": may_add, "linked": linked}
        | asked.where(actor),
    )


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give what is seen as a workbook."""
    actor = actor_of_request(request)
    form = PeopleFilter(request.GET, units=units.visible(actor))
    asked = Asked.of(form)
    return file_response("danh-sach.xlsx", exports.workbook(asked.found_by(actor), clock.today(), asked.day), XLSX)


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the present filters under a name."""
    form = SavedViewForm(request.POST)
    query = QueryDict(request.POST.get("query", "")).urlencode()
    if form.is_valid() and request.user.pk:
        save_view(user_id=request.user.pk, route=ROUTE, label=form.cleaned_data["label"], query=query)
    return redirect(f"{reverse(ROUTE)}?{query}")


@login_required
@require_POST
def transfer(request: HttpRequest) -> HttpResponse:
    """Move the picked people to another unit."""
    actor = actor_of_request(request)
    require(bool(actor.paths(*WRITERS)))
    form = TransferForm(request.POST, units=units.visible(actor))
    if not form.is_valid():
        raise Refused("choose_unit_and_day")
    picked = people.visible(actor).filter(pk__in=request.POST.getlist("pick"))
    moved = transfer_people(actor=actor, people=list(picked), to=form.cleaned_data["to"], on=form.cleaned_data["on"])
    messages.success(request, ngettext("%(n)d person was transferred.", "%(n)d people were transferred.", moved) % {"n": moved})
    return redirect(ROUTE)


@login_required
@require_POST
def accounts(request: HttpRequest) -> HttpResponse:
    """Open accounts for the picked people and show the codes to print, once."""
    actor = actor_of_request(request)
    require(bool(actor.paths(*WRITERS)))
    picked = people.visible(actor).filter(pk__in=request.POST.getlist("pick"))
    opened = open_member_accounts(actor=actor, people=list(picked), today=clock.today(), now=clock.now())
    if not opened:
        messages.info(request, _("Everybody you picked has an account already."))
        return redirect(ROUTE)
    return render(request, "people/codes.html", {"opened": opened})
