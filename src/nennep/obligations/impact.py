"""What new rules of a program mean for those who must take it; counted for the page that changes rules."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from nennep.core.actors import console
from nennep.obligations.queries.due import UNSETTLED, DueFilter, lines
from nennep.programs.models import Program
from nennep.programs.queries.impact import Touched, register
from nennep.records.models import Completion


@register
def of_rules(program: Program, day: date) -> Iterator[Touched]:
    """Count who has not yet done the program on that day, and the completions that keep what they are."""
    found = lines(console(), None, day, DueFilter(program=program.code, states=UNSETTLED))
    if found.asked:
        names = ", ".join(f"“{one.requirement.name}”" for one in found.asked)
        number = len(found)
        text = _("Requirements that send people to this program (%(names)s): %(n)d people not yet done on that day.")
        yield Touched(number, text % {"names": names, "n": number})
    papers = Completion.objects.filter(program=program).count()
    if papers:
        yield Touched(papers, _("%(n)d completions so far keep their classification and validity.") % {"n": papers}, kept=True)
