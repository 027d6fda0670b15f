"""Routes of the app."""

from django.conf import settings
from django.urls import path

from nennep.home.style_guide import style_guide
from nennep.home.views import administration, desk, study_record

app_name = "home"
urlpatterns = [
    path("", desk.index, name="desk"),
    path("study-record/<int:pk>/", study_record.show, name="study_record"),
    path("search/", desk.find, name="search"),
    path("news/", desk.notifications, name="notifications"),
    path("news/seen/", desk.seen, name="seen"),
    path("operations/", administration.index, name="administration"),
    path("unit/", desk.switch_unit, name="switch_unit"),
]
if settings.DEBUG:
    urlpatterns.append(path("kieu-mau/", style_guide, name="style_guide"))
