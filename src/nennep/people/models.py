"""Persons, and what they are over time. Nothing here stores an opinion."""

from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nennep.core.fields import AsciiKeyField, EncryptedTextField
from nennep.vietnamese.dates import PartialDate, Precision

PRECISION = [("d", _("day")), ("m", _("month")), ("y", _("year"))]


class Sex(models.TextChoices):
    """As stated in the lists of offices."""

    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class Standing(models.TextChoices):
    """What a person is to the Party at a time (diện)."""

    NON_MEMBER = "non_member", _("Non-member")
    PROBATIONARY = "probationary", _("Probationary member")
    OFFICIAL = "official", _("Official member")


MEMBER_STANDINGS = (Standing.PROBATIONARY, Standing.OFFICIAL)


class Level(models.TextChoices):
    """Levels of political theory."""

    ELEMENTARY = "SC", _("Elementary")
    INTERMEDIATE = "TC", _("Intermediate")
    ADVANCED = "CC", _("Advanced")


class Person(models.Model):
    """A member or candidate. Three dates of the Party are three fields; none replaces another.

    A partial date is the first day of what is known, with its precision beside it.
    `code` is what the office calls the person; the system makes one where the list has none.
    `region` is the begin of the path of the unit where the person belongs, or last belonged (`queries.region`), so that a
    province finds its people, in order or by name, without going through its units.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    sort_key = AsciiKeyField(max_length=160, help_text="ASCII; given name first, in Vietnamese order")
    search_key = models.CharField(max_length=160, help_text="Folded full name")
    region = models.CharField(max_length=16, blank=True, help_text="Follows from the memberships and the tree: root and province")
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    born_precision = models.CharField(max_length=1, choices=PRECISION, default="d")
    ethnicity = models.CharField(_("ethnicity"), max_length=40, blank=True)
    education = models.CharField(_("professional education"), max_length=120, blank=True)
    admission_decided_on = models.DateField(_("admission decided on"), null=True, blank=True)
    admitted_on = models.DateField(_("admitted on"), null=True, blank=True, help_text=_("Admission ceremony: starts the probation"))
    admitted_precision = models.CharField(max_length=1, choices=PRECISION, default="d")
    official_on = models.DateField(_("official on"), null=True, blank=True)
    official_precision = models.CharField(max_length=1, choices=PRECISION, default="d")
    citizen_no = EncryptedTextField(_("citizen number"), blank=True)
    citizen_no_index = models.CharField(max_length=64, blank=True, db_index=True, help_text="Blind index")
    card_no = EncryptedTextField(_("member card number"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    user = models.OneToOneField("accounts.User", models.SET_NULL, null=True, blank=True, related_name="person")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=["sort_key", "id"], name="person_order"),
            models.Index(fields=["region", "sort_key", "id"], name="person_region"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def born(self) -> PartialDate | None:
        """The birth date as far as it is known."""
        return PartialDate.of(self.born_on, cast("Precision", self.born_precision)) if self.born_on else None

    @property
    def highest_level(self) -> str:
        """The label of the highest level held, from the rows already fetched as `levels_held` where a list did so."""
        rows = self.levels_held if hasattr(self, "levels_held") else self.theory_levels.all()
        held = {row.level for row in rows}
        return next((str(level.label) for level in reversed(Level) if level.value in held), "")

    @property
    def admitted(self) -> PartialDate | None:
        """The day of the admission ceremony as far as it is known."""
        return PartialDate.of(self.admitted_on, cast("Precision", self.admitted_precision)) if self.admitted_on else None

    @property
    def official(self) -> PartialDate | None:
        """The day of official recognition as far as it is known."""
        return PartialDate.of(self.official_on, cast("Precision", self.official_precision)) if self.official_on else None


class Membership(models.Model):
    """A person belongs to a unit with a standing, from one day to another (both included).

    One row a standing: admission closes the non-member row and opens the probationary one. Empty start: since always.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="memberships")
    standing = models.CharField(_("standing"), max_length=15, choices=Standing.choices)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="person_one_open_membership"),)
        indexes = (
            models.Index(fields=["unit", "standing"], name="membership_unit"),
            models.Index(fields=["person", "starts_on"], name="membership_person"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}: {self.standing}"


class Post(models.Model):
    """A person holds a post; an empty start means since always, an empty end means still."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="posts")
    title = models.CharField(_("title"), max_length=160)
    title_key = models.CharField(max_length=160, db_index=True, help_text="Folded title, without spaces")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    starts_precision = models.CharField(max_length=1, choices=PRECISION, default="d")
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ends_precision = models.CharField(max_length=1, choices=PRECISION, default="d")

    def __str__(self) -> str:
        return self.title


class SuccessionEntry(models.Model):
    """A person stands in the succession plan (quy hoạch) for a post."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="succession")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="succession")
    title = models.CharField(_("planned post"), max_length=160)
    title_key = models.CharField(max_length=160, db_index=True)
    term = models.CharField(_("term"), max_length=20, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class TheoryLevel(models.Model):
    """A level of political theory that somebody stated; undated ones count as held from before.

    Levels reached by a completed class are read from `records.Completion` beside these.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="theory_levels")
    level = models.CharField(_("level"), max_length=2, choices=Level.choices)
    achieved_on = models.DateField(_("achieved on"), null=True, blank=True)
    achieved_precision = models.CharField(max_length=1, choices=PRECISION, default="d")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "level"], name="person_level_once"),)

    def __str__(self) -> str:
        return self.level
