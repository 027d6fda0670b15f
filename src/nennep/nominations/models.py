"""Who is sent and why: a ranked dossier that passes between bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """How far a round is."""

    OPEN = "open", _("Cells propose")
    REVIEW = "review", _("Under review")
    SUBMITTED = "submitted", _("List submitted")
    ANSWERED = "answered", _("Answered by the provider")
    CLOSED = "closed", _("Closed")


class NominationRound(models.Model):
    """A committee asks its cells to propose people for a program; its standing committee selects."""

    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="rounds")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="rounds")
    provider = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="rounds_received")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="rounds")

    def __str__(self) -> str:
        return self.title


class NominationState(models.TextChoices):
    """How far a dossier is."""

    PROPOSED = "proposed", _("Proposed")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("In reserve")
    NOT_SELECTED = "not_selected", _("Not selected")
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Admitted")
    RETURNED = "returned", _("Returned")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Nomination(models.Model):
    """One person proposed by one unit in one round, ranked twice: by the cell, then by the standing committee."""

    round = models.ForeignKey(NominationRound, models.PROTECT, related_name="nominations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="nominations")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="nominations", help_text="Who proposed")
    reason = models.CharField(_("reason"), max_length=500)
    proposed_rank = models.PositiveSmallIntegerField(_("order in the cell"))
    rank = models.PositiveSmallIntegerField(_("order of priority"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=NominationState.choices, default=NominationState.PROPOSED)
    eligibility = models.JSONField(default=list, help_text="The lines shown when it was proposed: [{check, passed, text, basis, verified}]")
    override_reason = models.CharField(max_length=400, blank=True, help_text="Why it goes on although a check failed")
    decision_reason = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "person"], name="nominated_once_a_round"),)
        indexes = (models.Index(fields=["person", "state"], name="nomination_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.round_id}"


class NominationStep(models.Model):
    """One step in the life of a dossier, for its timeline: who moved it where, and why."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=NominationState.choices)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.state}"
