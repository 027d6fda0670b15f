"""Reads of the rules of a program."""

from datetime import date

from django.db.models import F, Q, QuerySet

from nennep.organizations.queries.actor import in_force
from nennep.programs.models import Program, RuleSet
from nennep.programs.rules.classification import BandFact


def rule_set_for(program: Program, day: date) -> RuleSet | None:
    """Return the rules of a program in force on a day, with their bands: its own, else the default of all programs."""
    rows = RuleSet.objects.filter(Q(program=program) | Q(program=None), in_force(day)).prefetch_related("bands")
    return rows.order_by(F("program").asc(nulls_last=True), F("starts_on").desc(nulls_last=True)).first()


def history(program: Program) -> QuerySet[RuleSet]:
    """Return all rule sets of a program, the newest first, with their bands."""
    return program.rule_sets.prefetch_related("bands").order_by(F("starts_on").desc(nulls_last=True))


def bands_of(rule_set: RuleSet) -> list[BandFact]:
    """Return the bands of a rule set, the best first, as the rules take them."""
    return [BandFact(band.key, band.label, band.min_mark) for band in rule_set.bands.all()]
