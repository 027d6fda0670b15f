"""Routes of the app."""

from django.urls import path

from nennep.campaigns.views import study_event

app_name = "campaigns"
urlpatterns = [
    path("", study_event.index, name="list"),
    path("<int:pk>/", study_event.show, name="event"),
]
