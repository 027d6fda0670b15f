"""Sentences for the refusals of this app."""

from django.utils.translation import gettext_lazy as _

from nennep.core.sentences import register

register(
    {
        "file_empty": _("The file %(name)s is empty. Choose another file."),
        "file_too_large": _("The file %(name)s is larger than %(limit)s MB. Choose a smaller one."),
        "file_type_not_taken": _("Files like %(name)s are not taken. Send a PDF, a picture, a Word file or a sheet."),
    }
)
