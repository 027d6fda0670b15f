"""Facts of learning. Obligations, coverage and the study record read only these."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Completion(models.Model):
    """This person completed this program on this day with this result.

    Written when a class closes or by import. `source` names what it came from ('class:TC21'), so that
    writing it again finds it; `valid_until` follows the rule set in force on the day.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="completions")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="completions")
    completed_on = models.DateField(_("completed on"))
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True, blank=True)
    classification = models.CharField(max_length=20, blank=True, help_text="Key: 'gioi'")
    classification_label = models.CharField(_("classification"), max_length=40, blank=True, help_text="As written")
    provider_name = models.CharField(_("training provider"), max_length=200, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "source"], name="completion_once_a_source"),)
        indexes = (
            models.Index(fields=["program", "person", "completed_on"], name="completion_program"),
            models.Index(fields=["source"], name="completion_source"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.program_id} {self.completed_on}"


class Certificate(models.Model):
    """The paper for a completion, with what is printed on it. `token` is the unguessable end of its public address and of its QR code."""

    completion = models.OneToOneField(Completion, models.PROTECT, related_name="certificate")
    number = models.CharField(_("number"), max_length=60, db_index=True)
    issuer = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    issuer_name = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    paper_name = models.CharField(max_length=80, blank=True, help_text="What the paper is called: giấy chứng nhận, chứng chỉ, bằng")
    holder_name = models.CharField(max_length=120, help_text="As printed")
    holder_born = models.CharField(max_length=20, blank=True, help_text="As printed")
    course_name = models.CharField(_("class"), max_length=200, blank=True)
    studied_from = models.DateField(null=True, blank=True)
    studied_until = models.DateField(null=True, blank=True)
    token = models.CharField(max_length=32, unique=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = (
            # Counters begin anew each year or term: a number is known by its day too.
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"], condition=Q(issuer__isnull=False), name="certificate_number_once"
            ),
        )

    def __str__(self) -> str:
        return self.number
