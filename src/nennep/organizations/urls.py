"""Routes of the app; those of accounts stand here, since who may act is decided here."""

from django.urls import path

from nennep.organizations.views import account, tree

app_name = "organizations"
urlpatterns = [
    path("", tree.index, name="tree"),
    path("<int:pk>/", tree.show, name="unit"),
    path("<int:pk>/below/", tree.establish, name="establish"),
    path("<int:pk>/name/", tree.correct, name="correct"),
    path("<int:pk>/served/", tree.serve, name="serve"),
    path("<int:pk>/accounts/", account.open_account, name="open_account"),
    path("accounts/", account.index, name="accounts"),
    path("accounts/<int:pk>/", account.show, name="account"),
    path("accounts/<int:pk>/roles/", account.grant, name="grant"),
    path("accounts/<int:pk>/roles/<int:grant_pk>/end/", account.end_grant, name="end_grant"),
    path("accounts/<int:pk>/code/", account.renew, name="renew_code"),
    path("accounts/<int:pk>/close/", account.close, name="close_account"),
    path("activate/", account.activate, name="activate"),
    path("me/", account.me, name="me"),
    path("me/tokens/", account.add_token, name="add_token"),
    path("me/tokens/<int:pk>/revoke/", account.drop_token, name="drop_token"),
]
