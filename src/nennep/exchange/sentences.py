"""What the refusals of this app say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "file_unreadable": "%(sentence)s",
    "roster_without_list": _(
        "The file holds no list of people: no sheet has a column for the full name beside others that are known."
    ),
    "roster_empty": _("The list in the file is empty: nobody stands under its header."),
    "no_year_book": _(
        "This is no year book: none of its sheets is called Tổ chức, Nhân sự, Chỉ tiêu, Lớp, Học viên, Đợt học, Tham gia or Khen thưởng, or bears their columns."
    ),
    "year_book_stopped": "%(sentence)s",
    "year_book_empty": _("The sheets of the year book hold no rows."),
    "batch_not_draft": _("Import %(number)s was taken in already, or is being taken in."),
    "choose_file": _("Choose the file, its kind and the unit that it was sent for."),
    "batch_not_done": _("Import %(number)s was not taken in, or was taken back already."),
    "undo_blocked": _("Import %(number)s cannot be taken back: %(what)s."),
}
