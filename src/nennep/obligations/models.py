"""Requirements are rows that an officer edits: who must learn what by when, and on what basis."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nennep.obligations.rules.state import State
from nennep.people.models import Standing

TITLES_SHOWN = 4


class Anchor(models.TextChoices):
    """From what the due date is counted."""

    ADMISSION = "admission", _("Admission ceremony")
    POST = "post", _("Start of the post")
    SUCCESSION = "succession", _("Entry in the succession plan")
    YEAR = "year", _("End of the calendar year")
    NONE = "none", _("No date")


STATE_LABELS = {
    State.OPEN: _("Not yet arranged"),
    State.NOMINATED: _("Nominated"),
    State.IN_CLASS: _("In class"),
    State.DONE: _("Completed"),
    State.WAIVED: _("Waived"),
}


class Requirement(models.Model):
    """Everybody in the audience must have completed `program` or one of `also_satisfied_by` (or hold `level` or higher) by the due date.

    Audience: all conditions that are set must hold: standings; posts now held or succession entries (either is enough
    when both are set); kinds of unit, of the post's or planned post's unit where posts are asked for, else of the
    unit to which one belongs. Titles are written as people write them and match every title that begins so, folded.
    Due: `anchor` + `offset_months`. A completion counts while its paper is younger than `validity_months`
    (for anchor YEAR: when it was reached in the year).

    Versions of a requirement share the code; their days in force do not overlap. A waiver from one holds for all.
    """

    code = models.CharField(_("code"), max_length=40, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        verbose_name=_("program"),
        related_name="requirements",
        help_text="The program that one is sent to",
    )
    also_satisfied_by = models.ManyToManyField(
        "programs.Program", verbose_name=_("also satisfied by"), blank=True, related_name="+"
    )
    level = models.CharField(
        _("satisfied by level"), max_length=2, blank=True, help_text="This level of political theory or a higher one satisfies"
    )
    standings = models.JSONField(_("standings"), default=list, blank=True)
    post_titles = models.JSONField(_("posts held"), default=list, blank=True)
    succession_titles = models.JSONField(_("planned posts"), default=list, blank=True)
    unit_kinds = models.JSONField(_("kinds of unit"), default=list, blank=True)
    anchor = models.CharField(_("counted from"), max_length=10, choices=Anchor.choices)
    offset_months = models.PositiveSmallIntegerField(_("months allowed"), default=0)
    validity_months = models.PositiveSmallIntegerField(_("valid for (months)"), null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("warn so many days before"), default=90)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    verified = models.BooleanField(_("compared with the text"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "code", "starts_on")
        constraints = (
            models.UniqueConstraint(fields=["code", "starts_on"], name="requirement_begins_once"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(starts_on=None), name="requirement_since_always_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def audience(self) -> str:
        """Whom it binds, in words: standings, posts held or planned."""
        standings = ", ".join(str(Standing(one).label) for one in self.standings)
        posts, planned = _listed(self.post_titles), _listed(self.succession_titles)
        parts = [standings, posts, gettext("planned: %(title)s") % {"title": planned} if planned else ""]
        return "; ".join(part for part in parts if part) or gettext("everybody")


def _listed(titles: list[str]) -> str:
    """Return the first few titles, and how many more there are."""
    more = len(titles) - TITLES_SHOWN
    shown = ", ".join(titles[:TITLES_SHOWN])
    return gettext("%(titles)s and %(n)d more") % {"titles": shown, "n": more} if more > 0 else shown


class Waiver(models.Model):
    """Somebody need not fulfill a requirement, by whose decision and why."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="waivers")
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="waivers")
    reason = models.CharField(_("reason"), max_length=400)
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["requirement", "person"], name="waiver_of"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.requirement_id}"


class Progress(models.Model):
    """Somebody is on the way to a program: nominated or in class, between two days (both included; empty: since always, still).

    Written by the steps that nominations and classes call; `source` names what it came from ('nomination:12', 'class:TC21').
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(state.value, STATE_LABELS[state]) for state in (State.NOMINATED, State.IN_CLASS)]
    )
    source = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "program", "source"], name="progress_once_a_source"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.program_id}: {self.state}"


class AnnouncedClass(models.Model):
    """A class that people of `unit` and below can still be sent to; without a unit, everybody. One row for each unit served."""

    source = models.CharField(max_length=80)
    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    unit = models.ForeignKey("organizations.Unit", models.CASCADE, null=True, blank=True, related_name="+")
    opens_on = models.DateField(_("opening"))
    closes_on = models.DateField(_("closing"))

    class Meta:
        indexes = (
            models.Index(fields=["program", "opens_on"], name="announced_program"),
            models.Index(fields=["source"], name="announced_source"),
        )

    def __str__(self) -> str:
        return f"{self.program_id} {self.opens_on}"


class DueTally(models.Model):
    """The lines and people of a large unit counted ahead on a day, as a job found them at `computed_at`.

    `unit_path` is the place in the tree then, so that a unit that moves is counted anew. `figures`: rows of requirement (id),
    state, lines, overdue, soon, unplanned, expiring. `people`: how many belong there now, by standing.
    """

    unit_path = models.CharField(max_length=120, unique=True)
    as_of = models.DateField()
    figures = models.JSONField(default=list)
    people = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_path} {self.as_of}"


class DueRow(models.Model):
    """A line of a large unit in the order of its list, as a job found it together with the tally; only where it is not too long.

    It tells whose lines a page shows; what stands in them is worked out anew. Plain ids, since it is thrown away so soon.
    """

    tally = models.ForeignKey(DueTally, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    person_id = models.BigIntegerField()
    requirement_id = models.BigIntegerField()
    state = models.CharField(max_length=10)
    overdue = models.BooleanField()
    soon = models.BooleanField()
    unplanned = models.BooleanField()
    expiring = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["tally", "position"], name="due_row_order"),)

    def __str__(self) -> str:
        return f"{self.position}: {self.person_id}"
