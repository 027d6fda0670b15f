"""The log: append-only, in plain values, chained by hashes when it is sealed."""

from django.db import models


class Entry(models.Model):
    """One thing that one actor did to one object. Never changed, never deleted (triggers on both databases).

    `action` is 'app.verb' ('nominations.propose'); `object_type` a model's label; `unit_path` the place of the
    object in the tree at that time; `changes` what changed, as {field: [before, after]} or free facts.
    """

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, help_text="User; empty for the console")
    actor_name = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True, db_index=True, help_text="The person whom it concerns, for 'who looked at it'")
    unit_path = models.CharField(max_length=120, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["unit_path"], name="audit_place"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.object_label}"


class Seal(models.Model):
    """A hash over all entries up to `last_entry_id` and the seal before it: tampering breaks the chain."""

    first_entry_id = models.BigIntegerField()
    last_entry_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_entry_id}-{self.last_entry_id}"
