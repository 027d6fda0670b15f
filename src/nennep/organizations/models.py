"""The tree of units through time, and the grants that flow down it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nennep.core.actors import Role
from nennep.core.fields import AsciiKeyField


class UnitKind(models.Model):
    """A kind of unit, from the catalog: a Party body or a training provider."""

    code = models.CharField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80, unique=True)
    rank = models.PositiveSmallIntegerField(help_text="Order from the top of the tree (10) to the cell (90)")
    is_party = models.BooleanField(default=True)
    is_provider = models.BooleanField(default=False)
    is_cell = models.BooleanField(default=False)

    class Meta:
        ordering = ("rank", "code")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A Party body or provider. Known by (code, valid from): codes are used again after a reorganization.

    A unit that was dissolved stands below the one that took over, so that its past counts there.
    `path` is today's place in the tree, materialized: the ids from the root, eight digits each, so that
    'at or below' is a range of one index. A provider's `host` is the unit it belongs to; whom it serves
    stands in `ServedUnit`.
    """

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name=_("kind"), related_name="units")
    search_key = models.CharField(max_length=240, db_index=True, help_text="Folded code and name")
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="Today's: as in the open placement, or who took over",
    )
    path = AsciiKeyField(max_length=120, db_index=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code"], condition=Q(dissolved_on=None), name="unit_code_in_use_once"),
            models.UniqueConstraint(fields=["code", "founded_on"], name="unit_code_from"),
        )

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Under whom a unit stood, from one day to another (both included; open while `ends_on` is empty)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="placements_below")
    starts_on = models.DateField(null=True, blank=True, help_text="Empty: since always")
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on=None), name="unit_one_open_placement"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_not_under_itself"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


SHARE_LABELS = {"whole": _("The whole"), "part": _("A part"), "part-default": _("The main part")}


class SuccessorLink(models.Model):
    """A unit took over from another on a day, by a decision: the whole of it, a part, or the part with all that is not told apart."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="successor_links")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="predecessor_links")
    on = models.DateField()
    share = models.CharField(max_length=12, blank=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="successor_once"),)

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id}"

    @property
    def share_label(self) -> str:
        """How much went over, in words."""
        return str(SHARE_LABELS.get(self.share, SHARE_LABELS["whole"]))


class FormerName(models.Model):
    """What a unit was called, and of what kind it was, until a day (included)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="+")
    ends_on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class ServedUnit(models.Model):
    """A provider serves a unit (and all below it) from one day to another."""

    provider = models.ForeignKey(Unit, models.CASCADE, related_name="served")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="served_by")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["provider", "unit"], condition=Q(ends_on=None), name="served_once"),)

    def __str__(self) -> str:
        return f"{self.provider_id} > {self.unit_id}"


ROLE_LABELS = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OFFICER: _("Officer"),
    Role.APPROVER: _("Approver (standing committee)"),
    Role.CELL_SECRETARY: _("Cell secretary"),
    Role.REGISTRAR: _("Registrar of a provider"),
    Role.LECTURER: _("Lecturer"),
    Role.GROUP_LEADER: _("Group leader"),
    Role.MEMBER: _("Member"),
}


class Grant(models.Model):
    """A user holds a role at a unit, and so at all units below it, between two days (both included)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, label) for role, label in ROLE_LABELS.items()])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("unit"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "role", "unit"], condition=Q(ends_on=None), name="grant_once"),)

    def __str__(self) -> str:
        return str(self.get_role_display())
