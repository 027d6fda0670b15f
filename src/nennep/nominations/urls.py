"""Routes of the app."""

from django.urls import path

from nennep.nominations.views import answer, condition, dossier, proposal, round, selection

app_name = "nominations"
urlpatterns = [
    path("", round.index, name="rounds"),
    path("open/", round.open_round, name="open"),
    path("inbox/", answer.inbox, name="inbox"),
    path("rounds/<int:pk>/", round.show, name="round"),
    path("rounds/<int:pk>/review/", round.review, name="review"),
    path("rounds/<int:pk>/extend/", round.extend, name="extend"),
    path("rounds/<int:pk>/provider/", round.provider, name="provider"),
    path("rounds/<int:pk>/close/", round.close, name="close"),
    path("rounds/<int:pk>/proposals/", proposal.propose, name="propose"),
    path("rounds/<int:pk>/proposals/order/", proposal.order, name="order"),
    path("rounds/<int:pk>/withdraw/", proposal.withdraw, name="withdraw"),
    path("rounds/<int:pk>/rank/", selection.rank, name="rank"),
    path("rounds/<int:pk>/select/", selection.select, name="select"),
    path("rounds/<int:pk>/submit/", selection.submit, name="submit"),
    path("rounds/<int:pk>/resend/", selection.resend, name="resend"),
    path("rounds/<int:pk>/list.docx", selection.list_docx, name="list_docx"),
    path("rounds/<int:pk>/list.xlsx", selection.list_xlsx, name="list_xlsx"),
    path("rounds/<int:pk>/answer/", answer.answer, name="answer"),
    path("dossiers/<int:pk>/", dossier.dossier, name="dossier"),
    path("conditions/", condition.index, name="conditions"),
    path("conditions/<int:pk>/", condition.edit, name="condition"),
    path("conditions/add/<str:check>/", condition.add, name="add_condition"),
    path("places/<int:account_pk>/", dossier.holding, name="holding"),
]
