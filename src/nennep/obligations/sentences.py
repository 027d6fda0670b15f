"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "due_no_unit": _("There is no unit with the code %(code)s."),
    "due_no_day": _("%(text)s is no day. Write it as 2021-12-31."),
    "due_output_wanted": _("A workbook is not for the terminal: name a file with --output."),
    "due_output_failed": _("%(path)s could not be written: %(problem)s."),
    "waiver_needs_reason": _("Give the reason for the waiver."),
    "waiver_ends_before": _("A waiver ends on or after the day on which it begins (%(starts_on)s)."),
    "waived_already": _("%(name)s is already waived from %(requirement)s."),
    "waiver_ended": _("This waiver has already ended."),
    "requirement_code_taken": _("The code %(code)s belongs to another requirement."),
    "requirement_without_post": _("Counted from a post or a planned post, a requirement must name the posts."),
    "requirement_needs_day": _("Name the day from which the change holds."),
    "requirement_begins_twice": _("A version of this requirement already begins on %(day)s. Choose another day."),
    "requirement_ends_before": _("The last day in force lies before the first."),
}
