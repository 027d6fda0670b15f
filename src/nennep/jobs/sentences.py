"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"job_finished": _("This work has already ended.")}
