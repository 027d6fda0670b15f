"""One roll call for class sessions, study events and meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What is known of somebody who was expected."""

    EXPECTED = "expected", _("Not marked")
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Absent with reason")
    UNEXCUSED = "unexcused", _("Absent without reason")
    MADE_UP = "made_up", _("Made up")


class Source(models.TextChoices):
    """How a mark came."""

    LIST = "list", _("Roll call")
    QR = "qr", _("QR code")
    API = "api", _("HTTP API")
    IMPORT = "import", _("Import")
    LEAVE = "leave", _("Leave granted")


class Gathering(models.Model):
    """Anything at which people are expected: `kind` is 'class', 'study' or 'meeting'."""

    kind = models.CharField(max_length=10)
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, null=True, blank=True, related_name="gatherings", help_text="Who holds it"
    )
    title = models.CharField(_("title"), max_length=300)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Roll call ended")

    class Meta:
        indexes = (models.Index(fields=["held_on"], name="gathering_day"),)

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Somebody expected at a gathering, with the state that follows from the latest mark.

    `unit` is where the person belonged on the day.
    """

    # Two indexes below begin with these; a third and a fourth would be written with every state.
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendees", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="attendances", db_index=False)
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.EXPECTED)
    marked_at = models.DateTimeField(null=True, blank=True, help_text="Client time of the mark that gave the state")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gathering", "person"], name="attendee_once"),)
        indexes = (models.Index(fields=["person", "gathering"], name="attendee_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.gathering_id}: {self.state}"


class AttendanceMark(models.Model):
    """One mark of the append-only log: never changed; a mistake is mended by a new mark.

    One index beside the key: it knows a repeated mark, finds the marks of an attendee, and takes a class side by side.
    Like the audit log it names who marked by number: accounts are never deleted, and asking for one cost each mark a look-up.
    """

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="marks", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices)
    source = models.CharField(max_length=6, choices=Source.choices)
    device = models.CharField(max_length=40, blank=True)
    nonce = models.CharField(max_length=64, help_text="Made by the client: a repeated mark is the same mark")
    client_time = models.DateTimeField()
    server_time = models.DateTimeField()
    marked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["attendee", "nonce"], name="mark_once"),)

    def __str__(self) -> str:
        return f"{self.attendee_id}: {self.state}"


class LeaveState(models.TextChoices):
    """How far a request is."""

    ASKED = "asked", _("Waiting for an answer")
    GRANTED = "granted", _("Granted")
    DENIED = "denied", _("Not granted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LeaveRequest(models.Model):
    """A written request to be absent, with its reason; goes to the provider and to the sending unit, who both see the answer."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="leave_requests")
    gatherings = models.ManyToManyField(Gathering, related_name="leave_requests")
    provider = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    sending_unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=LeaveState.choices, default=LeaveState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    sending_opinion = models.CharField(_("word of the sending unit"), max_length=400, blank=True)
    opinion_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"


class MakeUp(models.Model):
    """An absence closed by studying later."""

    attendee = models.OneToOneField(Attendee, models.CASCADE, related_name="make_up")
    made_up_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.attendee_id}"
