"""Reads of the rules of a program."""

from datetime import date

from django.db.models import F, Q, QuerySet

from nennep.organizations.queries.actor import in_force
from nennep.programs.models import Program, RuleSet
from nennep.programs.rules.classification import BandFact
from nennep.programs.rules.draft import RuleSetDraft


def rule_set_for(program: Program | None, day: date) -> RuleSet | None:
    """Return the rules of a program in force on a day, with their bands: its own, else the default of all programs (None)."""
    rows = RuleSet.objects.filter(Q(program=program) | Q(program=None), in_force(day)).prefetch_related("bands")
    return rows.order_by(F("program").asc(nulls_last=True), F("starts_on").desc(nulls_last=True)).first()


def governed(program: Program | None, day: date) -> list[Program]:
    """Return the programs that a rule set governs from a day: its own; for a default, those with no rules of their own then."""
    if program is not None:
        return [program]
    own = RuleSet.objects.filter(in_force(day)).exclude(program=None).values("program")
    return list(Program.objects.exclude(pk__in=own))


def history(program: Program | None) -> QuerySet[RuleSet]:
    """Return all rule sets of a program (None: the defaults of all programs), the newest first, with their bands."""
    return RuleSet.objects.filter(program=program).prefetch_related("bands").order_by(F("starts_on").desc(nulls_last=True))


def bands_of(rule_set: RuleSet) -> list[BandFact]:
    """Return the bands of a rule set, the best first, as the rules take them."""
    return [BandFact(band.key, band.label, band.min_mark) for band in rule_set.bands.all()]


def draft_of(rule_set: RuleSet) -> RuleSetDraft:
    """Return a rule set as plain values; one in force since always begins on the first day there is."""
    return RuleSetDraft(
        name=rule_set.name,
        starts_on=rule_set.starts_on or date.min,
        legal_basis=rule_set.legal_basis,
        verified=rule_set.verified,
        attendance_floor=rule_set.attendance_floor,
        absences_in_a_row=rule_set.absences_in_a_row,
        made_up_counts=rule_set.made_up_counts,
        uses_marks=rule_set.uses_marks,
        pass_mark=rule_set.pass_mark,
        certificate_name=rule_set.certificate_name,
        validity_months=rule_set.validity_months,
        bands=tuple(bands_of(rule_set)),
    )
