"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "window_upside_down": _("The last day of proposing lies before the first one."),
    "not_a_provider": _("%(unit)s is no training provider. Choose a school or center."),
    "condition_ends_early": _("The condition ends before it begins."),
    "choose_closing_day": _("Choose the last day of proposing."),
    "round_not_open": _("The cells do not propose in this round any more."),
    "round_not_begun": _("Proposing begins on %(day)s."),
    "round_over": _("Proposing ended on %(day)s. Ask the committee for more time."),
    "round_not_reviewed": _("The round is not under review. Start the review first, or open a new round."),
    "round_busy": _("Somebody is still selected, submitted or returned. Send the list, or wait for the answer, then close."),
    "list_sent": _("The list was sent already; this can no longer be changed."),
    "nobody_picked": _("Pick at least one person of this round."),
    "nobody_selected": _("Nobody is selected yet. Select people, then send the list."),
    "no_provider": _("The round names no provider. Name who is asked to admit, then send the list."),
    "step_out_of_order": _("Not everybody picked is at the point where this can be done. Load the page again."),
    "order_changed": _("Somebody proposed or withdrew meanwhile. Load the page again."),
    "not_of_unit": _("%(name)s does not belong to %(unit)s."),
    "already_proposed": _("%(name)s is proposed already in this round."),
    "already_enrolled": _("%(name)s is in class already; the provider notes who leaves a class."),
    "not_eligible": _("%(name)s cannot be sent: %(line)s"),
    "override_missing": _("%(name)s: %(line)s Give the reason for deciding a special case, or do not select."),
    "no_place": _("%(asked)s places are wanted, but the quota leaves only %(free)s. Put the others in reserve."),
}
