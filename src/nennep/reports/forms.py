"""What is asked of a report: a unit and years."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.reports.queries.sources import Scope

YEARS_SHOWN = 10


class ReportFilter(forms.Form):
    """The chips above a report; `units` are those one step up or down from the unit shown."""

    def __init__(self, scope: Scope, units: Iterable[Unit], this_year: int) -> None:
        span = scope.span
        super().__init__({"unit": scope.unit.pk, "from": span.first, "to": span.last, "tree": scope.tree.value})
        first = min(span.first, this_year - YEARS_SHOWN)
        years = [(year, str(year)) for year in range(max(span.last, this_year), first - 1, -1)]
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=[(one.pk, one.name) for one in units])
        self.fields["from"] = forms.ChoiceField(label=_("From year"), choices=years)
        self.fields["to"] = forms.ChoiceField(label=_("To year"), choices=years)
        trees = [(Tree.NOW.value, _("Today's tree")), (Tree.THEN.value, _("Tree of that time"))]
        self.fields["tree"] = forms.ChoiceField(label=_("On which tree"), choices=trees)
