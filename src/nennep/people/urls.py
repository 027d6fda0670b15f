"""Routes of the app."""

from django.urls import path

from nennep.people.views import listing, record

app_name = "people"
urlpatterns = [
    path("", listing.index, name="list"),
    path("export/", listing.export, name="export"),
    path("views/", listing.save, name="save_view"),
    path("transfer/", listing.transfer, name="transfer"),
    path("accounts/", listing.accounts, name="accounts"),
    path("add/", record.add, name="add"),
    path("<int:pk>/", record.show, name="person"),
    path("<int:pk>/correct/", record.correct, name="correct"),
    path("<int:pk>/secret/", record.secret, name="secret"),
    path("<int:pk>/standing/", record.standing, name="standing"),
    path("<int:pk>/leave/", record.leave, name="leave"),
    path("<int:pk>/posts/", record.post, name="post"),
    path("<int:pk>/posts/<int:post_pk>/end/", record.end_post, name="end_post"),
    path("<int:pk>/log/", record.looks, name="looks"),
]
