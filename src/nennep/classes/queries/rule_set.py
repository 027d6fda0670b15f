"""The rules under which a class is opened."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from nennep.classes.rules.result import Rules
from nennep.organizations.queries.actor import in_force
from nennep.programs.models import RuleSet
from nennep.programs.rules.classification import BandFact


def in_force_for(program_id: int, on: date) -> RuleSet | None:
    """Return the rule set of a program on a day: its own before the one that serves all programs."""
    own_or_common = Q(program=program_id) | Q(program=None)
    rows = RuleSet.objects.filter(in_force(on), own_or_common)
    return rows.order_by(F("program").asc(nulls_last=True), F("starts_on").desc(nulls_last=True)).first()


def rules_of(rule_set: RuleSet | None, parts: list[str]) -> Rules:
    """Return what of a rule set decides results (one query for its bands); None gives rules that let everybody pass."""
    if rule_set is None:
        return Rules(floor=Decimal(0), uses_marks=False, pass_mark=Decimal(0))
    bands = [BandFact(band.key, band.label, band.min_mark) for band in rule_set.bands.all()]
    return Rules(rule_set.attendance_floor, rule_set.uses_marks, rule_set.pass_mark, bands, tuple(parts))
