"""Accounts and roles in one's reach; one's own account, its tokens; activation by a printed code."""

from datetime import datetime, time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nennep.accounts.models import User
from nennep.accounts.queries import token as tokens
from nennep.accounts.rules import show_code
from nennep.core import clock
from nennep.core.actors import Role
from nennep.core.errors import NotVisible, Refused
from nennep.core.paging import page_of
from nennep.core.sentences import sentence
from nennep.core.web import actor_of_request
from nennep.organizations.actions import account as accounts
from nennep.organizations.actions import grant as verbs
from nennep.organizations.actions.token import make_token, revoke_token
from nennep.organizations.forms import AccountForm, ActivationForm, GrantForm, TokenForm
from nennep.organizations.queries import grant as grants
from nennep.organizations.queries import unit as units
from nennep.organizations.queries.grant import managed_users

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _managed_or_404(request: HttpRequest, pk: int) -> User:
    user = managed_users(actor_of_request(request), clock.today()).filter(pk=pk).first()
    if user is None:
        raise NotVisible
    return user


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the accounts that one manages."""
    found = managed_users(actor_of_request(request), clock.today())
    return render(request, "organizations/accounts.html", {"page": page_of(found, request.GET.get("page"))})


@login_required
@require_POST
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account with a role at this unit, and show its code once."""
    actor = actor_of_request(request)
    unit = units.visible_or_404(actor, pk)
    form = AccountForm(request.POST)
    if not form.is_valid():
        raise Refused("account_incomplete")
    data = form.cleaned_data
    user, code = accounts.open_account(
        actor=actor, full_name=data["full_name"], role=Role(data["role"]), unit=unit, today=clock.today(), now=clock.now()
    )
    return render(request, "organizations/code.html", {"codes": [(user, show_code(code))], "unit": unit})


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account with its roles."""
    actor = actor_of_request(request)
    user = _managed_or_404(request, pk)
    form = GrantForm(units=grants.grantable_units(actor), initial={"starts_on": clock.today()})
    return render(request, "organizations/account.html", {"account": user, "form": form})


@login_required
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account one more role."""
    actor = actor_of_request(request)
    user = _managed_or_404(request, pk)
    form = GrantForm(request.POST, units=grants.grantable_units(actor))
    if not form.is_valid():
        raise Refused("account_incomplete")
    data = form.cleaned_data
    verbs.grant_role(
        actor=actor, user=user, role=Role(data["role"]), unit=data["unit"], starts_on=data["starts_on"], ends_on=data["ends_on"]
    )
    return redirect("organizations:account", pk)


@login_required
@require_POST
def end_grant(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    """End a role of an account."""
    user = _managed_or_404(request, pk)
    held = user.grants.filter(pk=grant_pk).select_related("unit").first()
    if held is None:
        raise NotVisible
    verbs.end_grant(actor=actor_of_request(request), grant=held, today=clock.today())
    return redirect("organizations:account", pk)


@login_required
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a fresh activation code."""
    user = _managed_or_404(request, pk)
    codes = accounts.renew_codes(actor=actor_of_request(request), users=[user], now=clock.now())
    return render(request, "organizations/code.html", {"codes": [(one, show_code(code)) for one, code in codes]})


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account from signing in."""
    user = _managed_or_404(request, pk)
    accounts.close_account(actor=actor_of_request(request), user=user, now=clock.now())
    messages.success(request, _("The account of %(name)s was closed.") % {"name": user.full_name})
    return redirect("organizations:accounts")


def activate(request: HttpRequest) -> HttpResponse:
    """Set a first password with a printed code, and sign in."""
    form = ActivationForm(request.POST or None)
    if not form.is_valid():
        return render(request, "organizations/activate.html", {"form": form}, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        user = accounts.activate(actor=actor_of_request(request), code=data["code"], password=data["password"], now=clock.now())
    except Refused as refusal:
        form.add_error("password" if refusal.reason == "password_weak" else "code", sentence(refusal))
        return render(request, "organizations/activate.html", {"form": form}, status=422)
    login(request, user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_required
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account: roles, security, tokens of the HTTP API."""
    actor = actor_of_request(request)
    context = {"held": grants.of_user(actor, clock.today()), "tokens": tokens.of_user(actor.user_id or 0), "form": TokenForm()}
    return render(request, "organizations/me.html", context)


@login_required
@require_POST
def add_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it once."""
    actor = actor_of_request(request)
    form = TokenForm(request.POST)
    if not form.is_valid() or not isinstance(request.user, User):
        raise Refused("token_unnamed")
    until = form.cleaned_data["expires_on"]
    expires_at = timezone.make_aware(datetime.combine(until, time.max)) if until else None
    _token, secret = make_token(actor=actor, user=request.user, name=form.cleaned_data["name"], expires_at=expires_at)
    return render(request, "organizations/token.html", {"secret": secret})


@login_required
@require_POST
def drop_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one's token."""
    actor = actor_of_request(request)
    token = tokens.of_user(actor.user_id or 0).filter(pk=pk).first()
    if token is None:
        raise NotVisible
    revoke_token(actor=actor, token=token, now=clock.now())
    return redirect("organizations:me")
