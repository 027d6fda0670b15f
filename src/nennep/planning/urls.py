"""Routes of the app."""

from django.urls import path

from nennep.planning.views import account, board

app_name = "planning"
urlpatterns = [
    path("", board.board, name="board"),
    path("grant/", board.grant, name="grant"),
    path("quotas/<int:pk>/", account.account, name="account"),
    path("quotas/<int:pk>/split/", account.split, name="split"),
    path("quotas/<int:pk>/split/rest/", account.rest, name="split_rest"),
    path("quotas/<int:pk>/give-back/", account.give_back, name="give_back"),
    path("quotas/<int:pk>/correct/", account.correct, name="correct"),
]
