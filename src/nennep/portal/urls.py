"""Routes of the app."""

from django.urls import path

from nennep.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.check, name="check"),
    path("<str:token>/", views.certificate, name="certificate"),
]
