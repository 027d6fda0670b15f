"""What the actions of the log are called; a test sees to it that every action has its words."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "accounts.activate": _("set a password with an activation code"),
    "accounts.close": _("closed the account"),
    "accounts.make_token": _("made an API token"),
    "accounts.open": _("opened the account"),
    "accounts.renew_code": _("issued a new activation code"),
    "accounts.revoke_token": _("revoked an API token"),
    "organizations.add_unit": _("established the unit"),
    "organizations.correct_unit": _("corrected the unit"),
    "organizations.end_grant": _("ended a role"),
    "organizations.grant": _("gave a role"),
    "organizations.serve": _("let a provider serve a unit"),
    "people.add": _("added the person"),
    "people.correct": _("corrected the record"),
    "people.end_post": _("ended a post"),
    "people.give_post": _("gave a post"),
    "people.leave": _("closed the membership"),
    "people.open_account": _("opened an account for the person"),
    "people.plan_succession": _("entered the person in the succession plan"),
    "people.show_secret": _("looked at a masked value"),
    "people.standing": _("recorded a change of standing"),
    "people.transfer": _("transferred the person"),
}
