"""The rules under which a class is opened, as its own rules take them."""

from decimal import Decimal

from nennep.classes.models import TrainingClass
from nennep.classes.rules.result import Rules
from nennep.programs.queries.rule_set import bands_of

FREE = Rules(floor=Decimal(0), uses_marks=False, pass_mark=Decimal(0))


def rules_of(training_class: TrainingClass) -> Rules:
    """Return what decides results in a class (one query for the bands); an imported one without rules lets everybody pass."""
    rule_set = training_class.rule_set
    if rule_set is None:
        return FREE
    parts = tuple(training_class.parts)
    return Rules(rule_set.attendance_floor, rule_set.uses_marks, rule_set.pass_mark, bands_of(rule_set), parts)
