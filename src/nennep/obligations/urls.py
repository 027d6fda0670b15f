"""Routes of the app."""

from django.urls import path

from nennep.obligations.views import due, requirement, waiver

app_name = "obligations"
urlpatterns = [
    path("", due.index, name="list"),
    path("export/", due.export, name="export"),
    path("requirements/", requirement.index, name="requirements"),
    path("requirements/add/", requirement.add, name="add_requirement"),
    path("requirements/<int:pk>/", requirement.edit, name="requirement"),
    path("waive/<int:pk>/<int:requirement_pk>/", waiver.waive, name="waive"),
    path("waivers/<int:pk>/end/", waiver.end, name="end_waiver"),
]
