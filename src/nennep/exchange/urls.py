"""Routes of the app."""

from django.urls import path

from nennep.exchange.views import batch

app_name = "exchange"
urlpatterns = [
    path("", batch.index, name="list"),
    path("upload/", batch.upload, name="upload"),
    path("<int:pk>/", batch.show, name="batch"),
    path("<int:pk>/correct/", batch.correct, name="correct"),
    path("<int:pk>/take/", batch.take, name="take"),
    path("<int:pk>/drop/", batch.drop, name="drop"),
    path("<int:pk>/rejected.xlsx", batch.rejected, name="rejected"),
    path("<int:pk>/undo/", batch.undo, name="undo"),
]
