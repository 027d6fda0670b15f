"""Changes of the tree by decision, and what followed from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.organizations.models import SHARE_LABELS
from nennep.reorganizations.rules.deed import Deed

DEED_LABELS = {
    Deed.ESTABLISH: _("Establish a unit"),
    Deed.RENAME: _("Rename"),
    Deed.RETYPE: _("Change the kind"),
    Deed.MOVE: _("Move under another unit"),
    Deed.MERGE: _("Merge"),
    Deed.SPLIT: _("Split"),
    Deed.DISSOLVE: _("Dissolve"),
}


class State(models.TextChoices):
    """How far a reorganization is."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Waiting for its day")
    APPLIED = "applied", _("Carried out")
    UNDONE = "undone", _("Reversed")


class Reorganization(models.Model):
    """One plan: many steps, one day, one decision; carried out whole or not at all.

    `unit` stands above all that the plan touches (empty: the whole tree). `digest` tells two equal plans.
    """

    decision = models.CharField(_("decision"), max_length=200, blank=True)
    effective_on = models.DateField(_("takes effect on"))
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="reorganizations")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    digest = models.CharField(max_length=64, db_index=True)
    file_name = models.CharField(max_length=200, blank=True)
    summary = models.JSONField(default=dict, help_text="What it did: {counts, moved}")
    findings = models.JSONField(default=dict, help_text="What the preview found: {counts, moved, points}")
    trouble = models.CharField(max_length=500, blank=True, help_text="Why it could not be carried out on its day")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["digest"], condition=Q(state="applied"), name="reorganized_once"),)

    def __str__(self) -> str:
        return self.decision or f"{self.effective_on:%d/%m/%Y}"

    @property
    def unit_path(self) -> str:
        """The place in the tree below which everything happens, empty for the whole tree."""
        return self.unit.path if self.unit else ""


class Step(models.Model):
    """One line of a plan as it was told."""

    reorganization = models.ForeignKey(Reorganization, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField(help_text="Row of the sheet, from 1")
    deed = models.CharField(max_length=9, choices=[(deed.value, label) for deed, label in DEED_LABELS.items()])
    old = models.CharField(max_length=40, blank=True)
    new = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    parent = models.CharField(max_length=40, blank=True)
    share = models.CharField(max_length=12, blank=True, choices=list(SHARE_LABELS.items()))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.deed} {self.old} {self.new}"


class OpenPoint(models.Model):
    """Something that the rules could only place provisionally: `object_id` of `model`, once at `was_at`, now at `placed_at`."""

    reorganization = models.ForeignKey(Reorganization, models.CASCADE, related_name="points")
    reason = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    field = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    was_at = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+")
    placed_at = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["reorganization", "settled_at"], name="open_points"),)

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """By what the reference is known that was placed: 'people.Post.unit'."""
        return f"{self.model}.{self.field}"


class Trace(models.Model):
    """What a reorganization did to rows: either made `object_ids`, known by the `digest` of their columns, or changed one."""

    reorganization = models.ForeignKey(Reorganization, models.CASCADE, related_name="traces")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True, blank=True)
    object_ids = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["reorganization", "model"], name="trace_of"),)

    def __str__(self) -> str:
        return f"{self.model} {self.object_id or len(self.object_ids)}"
