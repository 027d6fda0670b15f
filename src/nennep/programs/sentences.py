"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rules_begin_twice": _("A rule set of this program already begins on %(day)s. Choose another day."),
    "version_begins_twice": _("A version of this program already begins on %(day)s. Choose another day."),
    "program_code_taken": _("The code %(code)s belongs to another program."),
    "basis_wanted": _("Name the document with which the rules were compared."),
    "no_bands": _("Choose at least one classification."),
    "band_needs_mark": _("Classified by marks, each classification needs the mark from which it is given."),
    "band_outside_scale": _("Marks of classifications lie between 0 and 10."),
    "band_mark_twice": _("Two classifications begin at the same mark."),
    "pass_outside_scale": _("The pass mark lies between 0 and 10."),
}
