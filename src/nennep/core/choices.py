"""A choice among rows that may be many."""

from typing import Any

from django import forms
from django.db.models import QuerySet


class ShortChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A row chosen by its name from a list that stays short: of more rows the first are offered, all are accepted."""

    OFFERED = 300

    def offer(self, rows: "QuerySet[Any]", chosen: object = None) -> None:
        """Offer the first of `rows` and the one that is chosen already."""
        self.queryset = rows
        offered = list(rows.values_list("pk", "name")[: self.OFFERED])
        if str(chosen or "").isdecimal() and int(str(chosen)) not in dict(offered):
            offered += rows.filter(pk=int(str(chosen))).values_list("pk", "name")
        self.choices = [("", self.empty_label or "–"), *offered]
