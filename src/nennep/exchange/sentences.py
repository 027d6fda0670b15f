"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "batch_not_done": _("Import %(number)s was not taken in, or was taken back already."),
    "undo_blocked": _("Import %(number)s cannot be taken back: %(what)s."),
}
