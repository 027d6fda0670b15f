"""Study events of resolutions (their management comes later; year books bring them in)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyForm(models.TextChoices):
    """The four forms of study."""

    HALL = "hall", _("In the hall")
    ONLINE = "online", _("Online")
    BROADCAST = "broadcast", _("Broadcast")
    SELF_STUDY = "self_study", _("Self-study")


class StudyEvent(models.Model):
    """One event at which a resolution is studied; its people are the attendees of its gathering."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    gathering = models.OneToOneField("attendance.Gathering", models.PROTECT, related_name="study_event")
    organizer = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="study_events")
    name = models.CharField(_("name"), max_length=300)
    document = models.CharField(_("document"), max_length=300, blank=True)
    search_key = models.CharField(max_length=700, blank=True, help_text="Folded code, name and document")
    form = models.CharField(_("form"), max_length=10, choices=StudyForm.choices)
    starts_on = models.DateField(_("starts on"))
    sessions = models.PositiveSmallIntegerField(_("sessions"))

    def __str__(self) -> str:
        return self.name


class StudyResult(models.Model):
    """What somebody handed in after a study event."""

    attendee = models.OneToOneField("attendance.Attendee", models.CASCADE, related_name="study_result")
    essay_on = models.DateField(_("essay handed in on"), null=True, blank=True)
    quiz_mark = models.DecimalField(_("test mark"), max_digits=5, decimal_places=2, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.attendee_id}"
