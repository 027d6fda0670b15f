"""What new rules of a program mean for its classes; counted for the page that changes rules."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from nennep.classes.models import ClassState, TrainingClass
from nennep.programs.models import Program
from nennep.programs.queries.impact import Touched, register


@register
def of_rules(program: Program, day: date) -> Iterator[Touched]:
    """Count the classes not yet closed: those that open before the day keep their rules, the others are planned."""
    present = TrainingClass.objects.filter(program=program).exclude(state=ClassState.CLOSED)
    kept, later = present.filter(opens_on__lt=day).count(), present.filter(opens_on__gte=day).count()
    if kept:
        yield Touched(kept, _("%(n)d classes that open before keep the rules under which they open.") % {"n": kept}, kept=True)
    if later:
        yield Touched(later, _("%(n)d classes are planned to open on that day or later.") % {"n": later})
