"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "own_account": _("You cannot close your own account. Ask another administrator."),
    "own_administration": _("You cannot end your own administration. Ask another administrator."),
    "code_unknown": _(
        "This activation code is wrong, already used or expired. Check it against the paper or ask your administrator for a new one."
    ),
    "password_weak": _("This password cannot be used: %(reasons)s"),
    "idempotency_key_reused": _("This Idempotency-Key was used for another request. Make a new one."),
    "idempotency_in_progress": _("The same request is still at work. Ask again in a moment."),
    "grant_held": _("%(name)s already holds this role at %(unit)s."),
    "interval_backwards": _("The last day lies before the first."),
    "unit_code_taken": _("The code %(code)s is already in use. Choose another one."),
    "unit_incomplete": _("Fill in the name, the code, the kind and the day."),
    "account_incomplete": _("Fill in the name, the role and the days."),
    "token_unnamed": _("Say what the token is for."),
    "unit_is_no_provider": _("%(unit)s is not a training provider."),
    "unit_ended": _("%(unit)s ended on %(day)s. Choose the unit that took over."),
    "tree_too_deep": _("The tree would have more than %(levels)d levels."),
    "served_already": _("%(provider)s already serves %(unit)s."),
}
