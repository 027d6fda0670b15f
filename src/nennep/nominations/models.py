"""Who is sent and why: a ranked dossier that passes between bodies, and the conditions it is held against."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """How far a round is."""

    OPEN = "open", _("Cells propose")
    REVIEW = "review", _("Under review")
    SUBMITTED = "submitted", _("List submitted")
    ANSWERED = "answered", _("Answered by the provider")
    CLOSED = "closed", _("Round closed")


class StudyForm(models.TextChoices):
    """Forms of study."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")


class NominationRound(models.Model):
    """A committee asks its cells to propose people for a program; its standing committee selects."""

    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="rounds")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="rounds")
    provider = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="rounds_received")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("round title"), max_length=200)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    form = models.CharField(_("form"), max_length=10, choices=StudyForm.choices, blank=True)
    basis = models.CharField(_("on the basis of"), max_length=200, blank=True, help_text=_("Letter or plan of the committee above"))
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    document = models.ForeignKey(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="rounds", help_text="The first list"
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_window"),)

    def __str__(self) -> str:
        return self.title


class SubmittedList(models.Model):
    """A numbered list as it went to the provider: the paper and the sheet do not change when records do."""

    round = models.ForeignKey(NominationRound, models.PROTECT, related_name="lists")
    document = models.OneToOneField("documents.OfficialDocument", models.PROTECT, related_name="+")
    sheet = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.document_id}"


class NominationState(models.TextChoices):
    """How far a dossier is."""

    PROPOSED = "proposed", _("Proposed")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("In reserve")
    NOT_SELECTED = "not_selected", _("Not selected")
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Admitted to study")
    RETURNED = "returned", _("Returned")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Nomination(models.Model):
    """One person proposed by one unit in one round, ranked twice: by the cell, then by the standing committee."""

    round = models.ForeignKey(NominationRound, models.PROTECT, related_name="nominations")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="nominations")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="nominations", help_text="Who proposed")
    account = models.ForeignKey(
        "planning.QuotaAccount", models.PROTECT, null=True, blank=True, related_name="nominations", help_text="Whose place it holds"
    )
    submitted_list = models.ForeignKey(SubmittedList, models.PROTECT, null=True, blank=True, related_name="nominations")
    reason = models.CharField(_("reason"), max_length=500)
    proposed_rank = models.PositiveSmallIntegerField(_("order in the cell"))
    rank = models.PositiveSmallIntegerField(_("order of priority"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=NominationState.choices, default=NominationState.PROPOSED)
    eligibility = models.JSONField(
        default=list, help_text="The lines when it was proposed or selected: [{check, passed, facts, basis, verified, overridable}]"
    )
    override_reason = models.CharField(max_length=400, blank=True, help_text="Why it goes on although a check failed")
    decision_reason = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "person"], name="nominated_once_a_round"),
            models.CheckConstraint(
                condition=Q(account=None) | Q(state__in=["selected", "submitted", "returned", "admitted"]),
                name="place_held_when_selected",
            ),
        )
        indexes = (models.Index(fields=["person", "state"], name="nomination_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.round_id}"


class Cause(models.TextChoices):
    """Why a dossier moved without a person naming the reason."""

    MOVED_UP = "moved_up", _("Next in rank after a place became free")
    ENROLLED = "enrolled", _("Enrolled in a class")


class NominationStep(models.Model):
    """One step in the life of a dossier, for its timeline: who moved it where, and why."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=NominationState.choices)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    cause = models.CharField(max_length=10, choices=Cause.choices, blank=True)

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.state}"


class Check(models.TextChoices):
    """What a dossier is held against; `rules/eligibility.py` says how."""

    STANDING = "standing", _("Standing")
    NOT_DONE = "not_done", _("Not completed before")
    NOT_NOMINATED = "not_nominated", _("Not nominated in another round")
    NOT_BUSY = "not_busy", _("Not in another class or round")
    AGE = "age", _("Age")
    PART_TIME_AGE = "part_time_age", _("Age for part-time study")
    EDUCATION = "education", _("Professional education")
    POST = "post", _("Post held or planned")
    PROBATION = "probation", _("Within the probation")
    RATING = "rating", _("Yearly rating")


class EntryCondition(models.Model):
    """A condition of entry to a program (of all programs when none is named), between two days; rows, never constants.

    `params` are what the check compares with. `overridable`: special cases are decided by the competent level, with a reason.
    """

    program = models.ForeignKey("programs.Program", models.CASCADE, null=True, blank=True, related_name="entry_conditions")
    check_code = models.CharField(_("condition"), max_length=20, choices=Check.choices)
    params = models.JSONField(_("values"), default=dict, blank=True)
    overridable = models.BooleanField(_("special cases may be decided"), default=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    verified = models.BooleanField(_("compared with the text"), default=False)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"{self.check_code} {self.program_id or ''}"
