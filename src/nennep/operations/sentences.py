"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "backup_unreadable": _("%(file)s is not a backup, or it is damaged: %(problem)s."),
    "backup_other_version": _(
        "The backup was made by version %(version)s with other tables. Install that version, restore there, then upgrade; this is version %(ours)s."
    ),
    "database_not_empty": _("The database is not empty. To put the backup in its place, add --replace: what it holds now is lost."),
    "demo_among_accounts": _(
        "This database has accounts: it is in use, and the demonstration does not come in beside real records. Name another one by NENNEP_DATABASE_URL or NENNEP_DATA."
    ),
}
