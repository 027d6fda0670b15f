"""Routes of the app."""

from django.urls import path

from nennep.recognition.views import commendation

app_name = "recognition"
urlpatterns = [
    path("", commendation.index, name="list"),
    path("add/", commendation.add, name="add"),
]
