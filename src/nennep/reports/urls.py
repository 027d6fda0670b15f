"""Routes of the app."""

from django.urls import path

from nennep.reports.views import annual, extract, figure

app_name = "reports"
urlpatterns = [
    path("", annual.show, name="annual"),
    path("count/", annual.count, name="count"),
    path("annual.<str:kind>", annual.download, name="download"),
    path("people/<int:pk>/extract.<str:kind>", extract.download, name="extract"),
    path("rows/", figure.rows, name="rows"),
    path("rows.<str:kind>", figure.export, name="export"),
]
