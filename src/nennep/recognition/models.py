"""Commendations in their simplest form: a decision, to whom, what for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Commendation(models.Model):
    """A unit or a person was commended by a decision."""

    decision_no = models.CharField(_("decision"), max_length=60)
    decided_on = models.DateField(_("date"))
    body = models.CharField(_("decided by"), max_length=200)
    form = models.CharField(_("form"), max_length=120)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    search_key = models.CharField(max_length=500, blank=True, help_text="Folded decision, body and form")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="commendations")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="commendations")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(unit=None) ^ Q(person=None), name="commends_one_of_two"),)

    def __str__(self) -> str:
        return f"{self.decision_no} {self.form}"
