"""Routes of the app."""

from django.urls import path

from nennep.documents.views import paper

app_name = "documents"
urlpatterns = [
    path("", paper.register, name="register"),
    path("<int:pk>/file/", paper.file, name="file"),
    path("letterheads/<int:unit_pk>/", paper.letterhead, name="letterhead"),
]
