"""Numbered papers and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file that somebody handed in or that the system made; served only through the page of what it belongs to."""

    file = models.FileField(upload_to="%Y/%m/")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Layout(models.TextChoices):
    """The two official layouts (DOMAIN.md section 8)."""

    PARTY = "party", _("Party layout")
    STATE = "state", _("State layout")


class Letterhead(models.Model):
    """What a unit prints at the head and foot of its papers; without a row the usual words are made from the tree.

    `term_starts_on` is the day from which the counters of the present term run (the congress of the unit).
    """

    unit = models.OneToOneField("organizations.Unit", models.CASCADE, related_name="letterhead")
    layout = models.CharField(_("layout"), max_length=5, choices=Layout.choices, default=Layout.PARTY)
    organ = models.CharField(_("abbreviation in the symbol"), max_length=20)
    superior = models.CharField(_("superior body"), max_length=200, blank=True)
    body = models.CharField(_("issuing body"), max_length=200)
    place = models.CharField(_("place of issue"), max_length=80, blank=True)
    signing_for = models.CharField(_("signed on behalf of"), max_length=120, blank=True, help_text="T/M BAN THƯỜNG VỤ")
    signer_title = models.CharField(_("post of the signer"), max_length=120, blank=True)
    signer_name = models.CharField(_("name of the signer"), max_length=120, blank=True)
    term_starts_on = models.DateField(_("present term runs from"))

    def __str__(self) -> str:
        return self.body


class NumberSeries(models.Model):
    """The counter of one type of paper of one unit: through a term (Party) or a calendar year (State)."""

    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="number_series")
    type_code = models.CharField(max_length=10, help_text="QĐ, KH, TB, BC, TTr, CV, DS, GCN…")
    organ = models.CharField(max_length=20, help_text="Abbreviation in the symbol: ĐU, CB, TCT")
    layout = models.CharField(max_length=5, choices=Layout.choices, default=Layout.PARTY)
    period = models.CharField(max_length=9, help_text="'2020-2025' for a term, '2021' for a year")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "type_code", "organ", "period"], name="one_series_a_type"),)

    def __str__(self) -> str:
        return f"{self.type_code}/{self.organ} {self.period}"


class OfficialDocument(models.Model):
    """A paper with its number: known by (symbol, issue date), since numbering restarts each term."""

    unit = models.ForeignKey("organizations.Unit", models.PROTECT, related_name="documents")
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, blank=True, related_name="documents")
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=60, help_text="As printed: '34-KH/ĐU', '36/QĐ-TCT'")
    type_code = models.CharField(max_length=10)
    abstract = models.CharField(max_length=400)
    issued_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    signer_title = models.CharField(max_length=120, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["series", "number"], name="document_number_once"),)

    def __str__(self) -> str:
        return f"{self.symbol} {self.abstract}"[:200]
