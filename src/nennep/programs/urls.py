"""Routes of the app."""

from django.urls import path

from nennep.programs.views import program, rule_set

app_name = "programs"
urlpatterns = [
    path("", program.index, name="list"),
    path("add/", program.add, name="add"),
    path("default-rules/", rule_set.show_default, name="default_rules"),
    path("default-rules/edit/", rule_set.edit_default, name="edit_default_rules"),
    path("default-rules/<int:pk>/confirm/", rule_set.confirm_default, name="confirm_default_rules"),
    path("<str:code>/", program.show, name="program"),
    path("<str:code>/edit/", program.edit, name="edit"),
    path("<str:code>/versions/add/", program.add_version, name="add_version"),
    path("<str:code>/rules/edit/", rule_set.edit, name="edit_rules"),
    path("<str:code>/rules/<int:pk>/confirm/", rule_set.confirm, name="confirm_rules"),
]
