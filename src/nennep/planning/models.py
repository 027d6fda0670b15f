"""Quotas as a double-entry ledger down the tree."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class QuotaAccount(models.Model):
    """The places of one unit for one program in one year. Locked (row) by whoever moves or uses places.

    `balance` is the sum of its entries: granted less shared out, kept in step in the same transaction and checked
    by an oracle test. Places used (nominations sent) may never exceed it.
    """

    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="quota_accounts")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="quota_accounts")
    year = models.PositiveSmallIntegerField(_("year"))
    balance = models.IntegerField(default=0)
    used = models.PositiveIntegerField(default=0, help_text="Places taken by nominations that were selected, submitted or admitted")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "program", "year"], name="quota_account_once"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="quota_not_overdrawn"),
            models.CheckConstraint(condition=Q(used__lte=F("balance")), name="quota_not_overused"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.program_id} {self.unit_id}"

    @property
    def free(self) -> int:
        """Places neither shared out nor in use."""
        return self.balance - self.used


class EntryKind(models.TextChoices):
    """What an entry of the ledger is."""

    GRANT = "grant", _("Granted from above")
    SHARE = "share", _("Shared out")
    RETURN = "return", _("Given back")
    CORRECTION = "correction", _("Corrected")
    TRANSFER = "transfer", _("Passed on by reorganization")


class QuotaEntry(models.Model):
    """One line of the ledger: `places` (+/-) on one account.

    The two lines of one movement share `movement` and add up to zero, except what comes from (or goes back) outside the
    system, whose other side is the world.
    """

    account = models.ForeignKey(QuotaAccount, models.PROTECT, related_name="entries")
    counterpart = models.ForeignKey(QuotaAccount, models.PROTECT, null=True, blank=True, related_name="+")
    movement = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    places = models.IntegerField()
    from_above = models.BooleanField(default=True, help_text="Whether the other side granted it, as against got it from here")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text="Decision or letter")

    def __str__(self) -> str:
        return f"{self.account_id}: {self.places:+d}"
