"""The table of long work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nennep.jobs.rules import FINAL, State, percent

STATE_LABELS = {
    State.QUEUED: _("waiting"),
    State.RUNNING: _("running"),
    State.DONE: _("done"),
    State.FAILED: _("failed"),
    State.CANCELLED: _("cancelled"),
}


class Job(models.Model):
    """One piece of long work, enqueued in the transaction that asks for it.

    `worker`, `lease_until` and `heartbeat_at` tell who holds it; `attempts` counts how often it was begun and fences
    off a worker that lost it. `progress_done` of `progress_total` are in the unit of the kind (rows, papers).
    """

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=list(STATE_LABELS.items()), default=State.QUEUED)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs", help_text="Empty for the console"
    )
    unit_path = models.CharField(max_length=120, blank=True, help_text="Where in the tree one acted who asked for it")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - many jobs have no key
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    cancel_requested = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    result_file = models.FileField(upload_to="jobs/", blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "id"], name="job_queue"),)
        constraints = (models.CheckConstraint(condition=models.Q(state__in=[str(one) for one in State]), name="job_state_known"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def finished(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.state in FINAL

    @property
    def percent(self) -> int:
        """Return the progress in whole percent."""
        return percent(self.progress_done, self.progress_total)
