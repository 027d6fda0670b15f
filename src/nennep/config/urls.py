"""All routes: each app under its own name; sign-in pages are allauth's."""

from django.urls import include, path
from django.views.i18n import set_language

from nennep.config.api import api

APPS = [
    "classes", "people", "obligations", "nominations", "planning", "accounts", "organizations", "jobs", "documents", "programs",
    "records", "attendance", "recognition", "campaigns", "reports", "exchange", "reorganizations",
]  # fmt: skip

urlpatterns = [  # tried in this order: what is asked most stands first
    *[path(f"{app}/", include(f"nennep.{app}.urls")) for app in APPS],
    path("", include("nennep.home.urls")),
    path("verify/", include("nennep.portal.urls")),
    path("sign-in/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("language/", set_language, name="set_language"),
]
