"""Imports: what came in, what became of each row, and what undoing it must take back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchKind(models.TextChoices):
    """What kind of file it was."""

    ROSTER = "roster", _("List of people")
    WORKBOOK = "workbook", _("Year book")


class BatchState(models.TextChoices):
    """How far an import is."""

    DRAFT = "draft", _("To be checked")
    RUNNING = "running", _("Being taken in")
    DONE = "done", _("Taken in")
    UNDONE = "undone", _("Taken back")
    FAILED = "failed", _("Failed")


class ImportBatch(models.Model):
    """One import of one file into one unit (a year book names its units itself)."""

    kind = models.CharField(max_length=8, choices=BatchKind.choices)
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="imports")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.DRAFT)
    settings = models.JSONField(default=dict, help_text="The matching as corrected by hand: sheets, header rows, columns, encoding")
    findings = models.JSONField(default=dict, help_text="What was found in the file: sheets, columns, what was passed over")
    summary = models.JSONField(default=dict, help_text="{created, updated, unchanged, rejected}")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.file_name}"


class ImportRow(models.Model):
    """The verdict on one row of the file: `values` as read, `reasons` as [{code, facts, rejects}]."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120)
    number = models.PositiveIntegerField(help_text="Row of the sheet, from 1")
    outcome = models.CharField(max_length=10)
    values = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["batch", "outcome"], name="import_row_outcome"),)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}: {self.outcome}"


class ChangeKind(models.TextChoices):
    """What an import did to a record."""

    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")


class ImportChange(models.Model):
    """Records that an import made (`object_ids`, many at a time), or one that it changed or deleted (`object_id`).

    `before` and `after` hold the columns that differ as they were and as they became; of a deleted record all of them.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=7, choices=ChangeKind.choices)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True, blank=True)
    object_ids = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["model", "object_id"], name="import_change_object"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.object_id or len(self.object_ids)}"
