"""What people read when a report cannot be made."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_such_unit": _("There is no unit with the code %(code)s."),
    "no_such_years": _(
        "%(first)s to %(last)s are no years of a report: it takes four digits each, and the first may not come after the last."
    ),
    "year_or_span": _("Name one year (--year) or the first and the last (--from, --to)."),
    "output_wanted": _("A %(format)s file does not go to the terminal: name it with --output."),
    "output_not_written": _("%(path)s cannot be written: %(problem)s."),
}
