"""Figures counted ahead: all else in this app only reads."""

from django.db import models

from nennep.organizations.scope import Tree


class ReportTally(models.Model):
    """The annual report of a large unit for a span of years on one of the trees, as a job found it at `computed_at`.

    `unit_path` is the place in the tree then, so that a unit that moves is counted anew.
    """

    unit_path = models.CharField(max_length=120)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    tree = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Tree], default=Tree.NOW)
    figures = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit_path", "first", "last", "tree"], name="report_tally_once"),)

    def __str__(self) -> str:
        return f"{self.unit_path} {self.first}-{self.last}"
