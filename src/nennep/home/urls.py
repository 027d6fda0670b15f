"""Routes of the app."""

from django.conf import settings
from django.urls import URLPattern, path

from nennep.home.style_guide import style_guide

app_name = "home"
urlpatterns: list[URLPattern] = []
if settings.DEBUG:
    urlpatterns.append(path("kieu-mau/", style_guide, name="style_guide"))
