"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "person_code_taken": _("The code %(code)s belongs to somebody else. Choose another one."),
    "birth_in_future": _("%(name)s: the birth date lies in the future."),
    "admitted_too_young": _("%(name)s: admission to the Party before the age of 18. Check the birth date and the admission date."),
    "official_before_admitted": _("%(name)s: the official date lies before the admission date."),
    "date_in_future": _("%(name)s: an admission or official date lies in the future."),
    "standing_step": _("%(name)s cannot take this step: a non-member is admitted, a probationary member becomes official."),
    "before_membership": _("%(name)s belongs to the present unit only since %(starts_on)s. Choose a later day."),
    "no_membership": _("Somebody on the list belongs to no unit any more. Load the list again."),
    "choose_unit_and_day": _("Choose the unit and the day."),
    "choose_day": _("Choose the day, and give the reason where one is asked for."),
    "choose_field": _("Choose which value to show."),
    "name_post": _("Name a post that the person holds or is to hold."),
    "post_held": _("%(name)s already holds the post %(title)s."),
}
