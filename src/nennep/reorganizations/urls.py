"""Routes of the app."""

from django.urls import path, register_converter

from nennep.reorganizations.forms import DEED_FORMS
from nennep.reorganizations.views import plan


class DeedConverter:
    """A deed that is planned on the page of one unit."""

    regex = "|".join(deed.value for deed in DEED_FORMS)

    def to_python(self, value: str) -> str:
        """Return the word of the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the word for an address."""
        return str(value)


register_converter(DeedConverter, "deed")

app_name = "reorganizations"
urlpatterns = [
    path("", plan.index, name="list"),
    path("new/", plan.upload, name="upload"),
    path("template/", plan.template, name="template"),
    path("units/<int:pk>/<deed:deed>/", plan.unit, name="unit"),
    path("<int:pk>/", plan.show, name="plan"),
    path("<int:pk>/carry-out/", plan.carry_out, name="carry_out"),
    path("<int:pk>/undo/", plan.undo, name="undo"),
    path("<int:pk>/drop/", plan.drop, name="drop"),
    path("<int:pk>/settle/", plan.settle, name="settle"),
]
