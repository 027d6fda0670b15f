"""The catalog of programs and its rules: rows with a legal source and the dates in force, never constants."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.people.models import Level


class Program(models.Model):
    """A program of training: its code ('TC', 'NTVD') stays for ever."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    gives_level = models.CharField(_("gives level"), max_length=2, choices=Level.choices, blank=True)
    is_degree = models.BooleanField(_("ends with a degree"), default=False)
    for_non_members = models.BooleanField(_("for non-members"), default=False)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name


class ProgramVersion(models.Model):
    """The content of a program between two days."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="versions")
    label = models.CharField(_("version"), max_length=80)
    sessions = models.PositiveSmallIntegerField(_("sessions"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    verified = models.BooleanField(_("compared with the text"), default=False)

    class Meta:
        ordering = ("program", "starts_on")
        constraints = (models.UniqueConstraint(fields=["program", "starts_on"], name="version_begins_once"),)

    def __str__(self) -> str:
        return f"{self.program_id} {self.label}"


class Module(models.Model):
    """A part of a program version: a topic, or a module with its own exam."""

    version = models.ForeignKey(ProgramVersion, models.CASCADE, related_name="modules")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=300)
    sessions = models.PositiveSmallIntegerField(_("sessions"), default=1)
    examined = models.BooleanField(_("ends with an exam"), default=False)

    class Meta:
        ordering = ("ordinal",)
        constraints = (models.UniqueConstraint(fields=["version", "ordinal"], name="module_ordinal_once"),)

    def __str__(self) -> str:
        return self.name


class RuleSet(models.Model):
    """How a program is attended, marked and certified between two days; a class keeps the one under which it opened.

    A rule set without a program is the default of all programs that have none of their own.
    """

    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="rule_sets")
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    verified = models.BooleanField(_("compared with the text"), default=False)
    attendance_floor = models.DecimalField(_("attendance floor (%)"), max_digits=5, decimal_places=2, default=80)
    absences_in_a_row = models.PositiveSmallIntegerField(_("absences in a row that warn"), default=3)
    uses_marks = models.BooleanField(_("classified by marks"), default=True)
    made_up_counts = models.BooleanField(_("a session made up counts as attended"), default=True)
    pass_mark = models.DecimalField(_("pass mark"), max_digits=4, decimal_places=2, default=5)
    certificate_name = models.CharField(_("paper given"), max_length=80, blank=True, help_text="giấy chứng nhận, chứng chỉ, bằng")
    validity_months = models.PositiveSmallIntegerField(_("valid for (months)"), null=True, blank=True)

    class Meta:
        ordering = ("program", "starts_on")
        constraints = (
            models.UniqueConstraint(fields=["program", "starts_on"], name="rule_set_begins_once"),
            models.CheckConstraint(condition=Q(attendance_floor__gte=0, attendance_floor__lte=100), name="floor_is_a_share"),
        )

    def __str__(self) -> str:
        return self.name


class Band(models.Model):
    """A class of results: `key` ('gioi') is what reports count, `label` what is printed."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="bands")
    key = models.CharField(max_length=20)
    label = models.CharField(_("classification"), max_length=40)
    min_mark = models.DecimalField(_("from mark"), max_digits=4, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("-min_mark", "id")
        constraints = (models.UniqueConstraint(fields=["rule_set", "key"], name="band_once"),)

    def __str__(self) -> str:
        return self.label
