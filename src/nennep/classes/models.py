"""Training classes: opened by a provider, filled from nominations, closed into completions."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nennep.organizations.models import Unit


def held_then(first: str, holder: str) -> Coalesce:
    """Return who had it when the class opened: what is open at a reorganization changes hands, and `first` keeps whose it was."""
    return Coalesce(f"{first}_id", f"{holder}_id", output_field=models.BigIntegerField())


class Form(models.TextChoices):
    """Forms of study."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")


class ClassState(models.TextChoices):
    """How far a class is."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("In progress")
    CLOSED = "closed", _("Class closed")


class TrainingClass(models.Model):
    """A class of a program, with the rule set under which it opened. `provider_name` is the name as written on the day."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    search_key = models.CharField(max_length=260, blank=True, db_index=True, help_text="Folded code and name")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="classes")
    rule_set = models.ForeignKey("programs.RuleSet", models.PROTECT, null=True, blank=True, related_name="classes")
    provider = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, blank=True, related_name="classes")
    first_provider = models.ForeignKey(
        "organizations.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who opened it, before a reorganization gave it to another",
    )
    provider_name = models.CharField(_("training provider"), max_length=200, blank=True)
    partner_name = models.CharField(_("with"), max_length=200, blank=True)
    opens_on = models.DateField(_("opening"))
    closes_on = models.DateField(_("closing"), null=True, blank=True)
    sessions_planned = models.PositiveSmallIntegerField(_("sessions"))
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=ClassState.choices, default=ClassState.PLANNED)
    parts = models.JSONField(_("parts with a mark"), default=list, blank=True, help_text="Names of the exams and essays, in order")

    class Meta:
        indexes = (
            models.Index(fields=["opens_on"], name="class_opening"),
            models.Index(fields=["closes_on"], name="class_closing"),
            models.Index(fields=["state", "opens_on"], name="class_state"),
            models.Index(held_then("first_provider", "provider"), name="class_held_then"),
            models.Index(fields=["first_provider"], condition=models.Q(first_provider__isnull=False), name="class_first_provider"),
        )

    def __str__(self) -> str:
        return self.name


def session_label(ordinal: int, topic: str) -> str:
    """Return how a session is named in lists and in the log."""
    return f"{ordinal}. {topic}"


class ClassSession(models.Model):
    """One session of a class; the roll call is its gathering's."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="sessions")
    gathering = models.OneToOneField("attendance.Gathering", models.PROTECT, related_name="class_session")
    ordinal = models.PositiveSmallIntegerField()
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    lecturer_name = models.CharField(_("lecturer"), max_length=120, blank=True)
    lecturer = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("ordinal",)
        constraints = (models.UniqueConstraint(fields=["training_class", "ordinal"], name="session_ordinal_once"),)

    def __str__(self) -> str:
        return session_label(self.ordinal, self.topic)


class Result(models.TextChoices):
    """What became of an enrollment."""

    STUDYING = "studying", _("Studying")
    COMPLETED = "completed", _("Completed")
    NOT_COMPLETED = "not_completed", _("Not completed")
    DROPPED = "dropped", _("Dropped out")


UNDECIDED = (Result.STUDYING.value, Result.DROPPED.value)  # what can be said of somebody before a class is closed: few among many


class Enrollment(models.Model):
    """One person in one class (one lượt), sent by one unit. Comes from a nomination, or from an imported year book.

    The two absence counts are kept in step with the roll call in the same transaction; for imported classes they are
    the figures of the book. `classification` is the key ('gioi'), the label as written stands beside it.
    """

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="enrollments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrollments")
    sending_unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="enrollments", db_index=False)
    first_sender = models.ForeignKey(
        "organizations.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who sent, before a reorganization gave the trainee to another",
    )
    nomination = models.OneToOneField("nominations.Nomination", models.PROTECT, null=True, blank=True, related_name="enrollment")
    title = models.CharField(_("post when sent"), max_length=160, blank=True)
    title_key = models.CharField(max_length=160, blank=True)
    result = models.CharField(_("result"), max_length=15, choices=Result.choices, default=Result.STUDYING)
    absent_excused = models.PositiveSmallIntegerField(default=0)
    absent_unexcused = models.PositiveSmallIntegerField(default=0)
    mark = models.DecimalField(_("mark"), max_digits=4, decimal_places=2, null=True, blank=True)
    classification = models.CharField(max_length=20, blank=True)
    classification_label = models.CharField(_("classification"), max_length=40, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_group_leader = models.BooleanField(_("group leader"), default=False, help_text="Leads those sent by the same unit")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["training_class", "person"], name="enrolled_once"),
            models.UniqueConstraint(
                fields=["training_class", "sending_unit"], condition=models.Q(is_group_leader=True), name="one_leader_a_group"
            ),
        )
        indexes = (
            models.Index(fields=["sending_unit", "training_class"], name="enrollment_sender"),
            models.Index(held_then("first_sender", "sending_unit"), name="enrollment_held_then"),
            models.Index(fields=["first_sender"], condition=models.Q(first_sender__isnull=False), name="enrollment_first_sender"),
            models.Index(fields=["sending_unit"], condition=models.Q(result__in=UNDECIDED), name="enrollment_now_sender"),
            models.Index(fields=["person"], condition=models.Q(result__in=UNDECIDED), name="enrollment_now_person"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.training_class_id}"

    @property
    def sent_by(self) -> Unit:
        """Who sent, whoever answers for the trainee since a reorganization."""
        return self.first_sender or self.sending_unit


class Mark(models.Model):
    """A mark of one part of a class (an exam, an essay): the last of a part counts, earlier ones stay."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="marks")
    part = models.CharField(_("part"), max_length=120)
    value = models.DecimalField(_("mark"), max_digits=4, decimal_places=2)
    attempt = models.PositiveSmallIntegerField(default=1)
    given_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["enrollment", "part", "attempt"], name="mark_once_an_attempt"),)

    def __str__(self) -> str:
        return f"{self.part}: {self.value}"


class Support(models.Model):
    """Money that somebody pays for a trainee, in whole đồng, by source."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="supports")
    amount = models.PositiveBigIntegerField(_("amount (đồng)"))
    source = models.CharField(_("source"), max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.amount}"


class ContactKind(models.TextChoices):
    """What an entry of the shared log is."""

    CONTACT = "contact", _("Contact")
    BRIEFING = "briefing", _("Briefing of the trainees")
    NOTICE = "notice", _("Notice")
    VIOLATION = "violation", _("Breach of study rules")


class ContactNote(models.Model):
    """A line of the log that the provider and one sending unit share; nobody else sees it."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="contact_notes")
    sending_unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="contact_notes")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, null=True, blank=True, related_name="contact_notes")
    kind = models.CharField(max_length=10, choices=ContactKind.choices, default=ContactKind.CONTACT)
    text = models.TextField(_("text"), max_length=2000)
    by_name = models.CharField(max_length=120)
    by_provider = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:80]


class ClassTally(models.Model):
    """What a reader of a large unit sees of classes, counted ahead on a day, as a job found it at `computed_at`.

    `unit_path` is the place in the tree then, so that a unit that moves is counted anew. `figures`: the numbers that
    `queries.tally.pack` gives. `listed`: rows of program (code), year of opening, state, classes.
    """

    unit_path = models.CharField(max_length=120, unique=True)
    as_of = models.DateField()
    figures = models.JSONField(default=dict)
    listed = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_path} {self.as_of}"
