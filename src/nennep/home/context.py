"""What every page shows around its content: areas by role, the unit in which one acts, account links, theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nennep.core.actors import Actor, Role
from nennep.core.web import actor_of_request
from nennep.organizations.models import ROLE_LABELS, Unit

THEMES = ("light", "dark")
ON_THE_PHONE = 4
BODIES = (Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER)
CELLS = (*BODIES, Role.CELL_SECRETARY)
TEACHING = (*CELLS, Role.REGISTRAR, Role.GROUP_LEADER)


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the program: its first page, the roles that see it (none named: everybody), and where else its pages lie."""

    page: str
    label: str | Promise
    short: str | Promise
    icon: str
    roles: tuple[Role, ...] = ()
    apart: bool = False
    also: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """With what the addresses of the area begin."""
        return self.page, *self.also


PLACES = (
    Place("/", _("Desk"), _("Desk"), "home"),
    Place("/people/", _("Cadres and Party members"), _("Members"), "users", CELLS),
    Place("/organizations/", _("Organizations"), _("Units"), "sitemap", BODIES, also=("/reorganizations/",)),
    Place("/obligations/", _("Study obligations"), _("Obligations"), "checklist", CELLS),
    Place("/planning/", _("Plans and quotas"), _("Quotas"), "target", CELLS),
    Place("/nominations/", _("Nominations"), _("Nominations"), "send", (*CELLS, Role.REGISTRAR)),
    Place("/classes/", _("Classes"), _("Classes"), "school", TEACHING),
    Place("/classes/mine/", _("My classes"), _("My classes"), "book", (Role.MEMBER,)),
    Place("/classes/teaching/", _("Sessions I teach"), _("Teaching"), "users", (Role.LECTURER,)),
    Place("/campaigns/", _("Resolution study"), _("Resolutions"), "book-2", CELLS),
    Place("/recognition/", _("Commendations"), _("Commendations"), "award", BODIES),
    Place("/reports/", _("Reports"), _("Reports"), "chart-bar", (*BODIES, Role.REGISTRAR)),
    Place("/programs/", _("Programs and rules"), _("Programs"), "scale", (*BODIES, Role.REGISTRAR), apart=True),
    Place("/exchange/", _("Bring in data"), _("Bring in"), "upload", (Role.ADMINISTRATOR, Role.OFFICER)),
    Place("/operations/", _("Administration"), _("Administration"), "settings", (Role.ADMINISTRATOR,)),
)
ACCOUNT_LINKS = (
    ("organizations:me", _("My account"), "user"),
    ("account_change_password", _("Change the password"), "key"),
    ("mfa_index", _("Two-step sign-in"), "shield-lock"),
    ("usersessions_list", _("Where I am signed in"), "device-mobile"),
)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return `chrome`: areas, bottom, unit, units, links of the account and theme; little for strangers."""
    theme = request.COOKIES.get("theme", "")
    shown: dict[str, Any] = {"theme": theme if theme in THEMES else "", "areas": (), "bottom": ()}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        actor = actor_of_request(request)
        links = list(_links())
        areas = _areas(actor, request.path, [link["url"] for link in links])
        units = _units(actor)
        shown |= {
            "areas": areas,
            "bottom": areas if len(areas) <= ON_THE_PHONE + 1 else areas[:ON_THE_PHONE],
            "units": units,
            "unit": next((unit for unit in units if unit["pk"] == actor.unit_id), None),
            "account_links": links,
            "switch_url": _address("home:switch_unit"),
            "search_url": _address("home:search"),
            "notifications_url": _address("home:notifications"),
        }
    return {"chrome": shown}


def _areas(actor: Actor, path: str, elsewhere: Iterable[str]) -> list[dict[str, Any]]:
    held = {grant.role for grant in actor.grants}
    seen = [place for place in PLACES if (not place.roles or held & set(place.roles)) and _there(place.page)]
    pages = [page for place in seen for page in place.pages if page != "/"]
    here = max((page for page in (*pages, *elsewhere) if path.startswith(page)), key=len, default=path)
    return [
        {
            "label": place.label,
            "short": place.short,
            "icon": place.icon,
            "apart": place.apart,
            "url": place.page,
            "active": here in place.pages,
        }
        for place in seen
    ]


@cache
def _there(page: str) -> bool:
    try:
        resolve(page)
    except Resolver404:
        return False
    return True


def _units(actor: Actor) -> list[dict[str, Any]]:
    roles: dict[int, list[str]] = {}
    for grant in actor.grants:
        roles.setdefault(grant.unit_id, []).append(str(ROLE_LABELS[grant.role]))
    units = Unit.objects.filter(pk__in=roles).order_by("path").only("pk", "name")
    return [{"pk": unit.pk, "name": unit.name, "roles": ", ".join(roles[unit.pk])} for unit in units]


def _links() -> Iterable[dict[str, Any]]:
    for name, label, icon in ACCOUNT_LINKS:
        url = _address(name)
        if url:
            yield {"url": url, "label": label, "icon": icon}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
