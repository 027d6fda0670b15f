"""All routes: each app under its own name; sign-in pages are allauth's."""

from django.urls import include, path
from django.views.i18n import set_language

from nennep.config.api import api

APPS = [
    "accounts", "organizations", "jobs", "people", "documents", "programs", "records", "attendance",
    "obligations", "planning", "nominations", "recognition", "classes", "campaigns", "reports", "exchange", "reorganizations",
]  # fmt: skip

urlpatterns = [
    path("", include("nennep.home.urls")),
    *[path(f"{app}/", include(f"nennep.{app}.urls")) for app in APPS],
    path("verify/", include("nennep.portal.urls")),
    path("sign-in/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("language/", set_language, name="set_language"),
]
