"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "backup_unreadable": _("%(file)s is not a backup, or it is damaged: %(problem)s."),
    "backup_newer": _("The backup was made by version %(version)s; this is version %(ours)s. Install that version or a later one."),
    "database_ahead": _(
        "The tables of this database are of a later version than the backup (%(version)s). Restore into an empty database: it is upgraded afterwards."
    ),
    "database_not_empty": _("The database is not empty. To put the backup in its place, add --replace: what it holds now is lost."),
    "demo_among_accounts": _(
        "This database has accounts: it is in use, and the demonstration does not come in beside real records. Name another one by NENNEP_DATABASE_URL or NENNEP_DATA."
    ),
    "tree_not_empty": _(
        "There are units in this database: invented people do not come in beside real ones. Use an empty database, or add one province by --province CODE."
    ),
    "place_list_unreadable": _("%(file)s is no list of places: it needs the columns level, code, name, parent."),
    "place_list_empty": _("%(file)s has no such province."),
    "place_without_parent": _("The place %(code)s names a parent that is not in the list: %(parent)s."),
}
