"""A choice among rows that may be many."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

_AS_CODE = "="
SELECTED = ("", " selected")


class SelectOrCode(forms.Select):
    """A list to choose from; when it does not offer all rows, the code of one can be typed below it."""

    more = False

    def use_required_attribute(self, initial: object) -> bool:
        """Let the code stand alone."""
        return not self.more and super().use_required_attribute(initial)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return what was chosen, or the code behind '='."""
        code = str(data.get(f"{name}_code") or "").strip()
        return f"{_AS_CODE}{code}" if code else super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the list, and the field for a code."""
        shown = self._list(name, value, attrs)
        if not self.more:
            return shown
        code = str(value or "").removeprefix(_AS_CODE) if str(value or "").startswith(_AS_CODE) else ""
        context = {"name": name, "id": (attrs or {}).get("id", f"id_{name}"), "code": code}
        return shown + render_to_string("components/or_code.html", context)

    def _list(self, name: str, value: Any, attrs: dict[str, Any] | None) -> SafeString:
        """Return the list, without the two templates that Django renders for each of its hundreds of options."""
        chosen = str(value or "")
        options = "".join(
            f'<option value="{escape(str(key))}"{SELECTED[str(key) == chosen]}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        opened = flatatt(self.build_attrs({**self.attrs, "name": name}, attrs))
        return mark_safe(f"<select{opened}>{options}</select>")  # noqa: S308  # nosec B308 B703 - escaped above


class ShortChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A row chosen by its name from a list that stays short: of more rows the first are offered, the others by their code."""

    OFFERED = 300
    widget = SelectOrCode
    default_error_messages = {"no_such_code": _("No unit in your reach bears this code.")}

    def offer(self, rows: "QuerySet[Any]", chosen: object = None) -> None:
        """Offer the first of `rows` and the one that is chosen already."""
        self.queryset = rows
        offered = list(rows.values_list("pk", "name")[: self.OFFERED + 1])
        self.widget.more = len(offered) > self.OFFERED
        offered = offered[: self.OFFERED]
        if str(chosen or "").isdecimal() and int(str(chosen)) not in dict(offered):
            offered += rows.filter(pk=int(str(chosen))).values_list("pk", "name")
        self.choices = [("", self.empty_label or "–"), *offered]

    def to_python(self, value: Any) -> Any:
        """Return the row chosen or the one that bears the code."""
        if not (isinstance(value, str) and value.startswith(_AS_CODE)):
            return super().to_python(value)
        found = self.queryset.filter(code__iexact=value.removeprefix(_AS_CODE)).first() if self.queryset is not None else None
        if found is None:
            raise forms.ValidationError(self.error_messages["no_such_code"], code="no_such_code")
        return found
