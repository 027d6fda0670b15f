"""What is typed on the pages of imports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nennep.core.choices import ShortChoiceField
from nennep.exchange.models import BatchKind
from nennep.exchange.rules.book_columns import SHEETS
from nennep.exchange.rules.roster_words import COLUMNS
from nennep.exchange.wording import FIELDS
from nennep.organizations.models import Unit

ENCODINGS = [("unicode", "Unicode"), ("tcvn3", "TCVN3 (ABC)"), ("vni", "VNI")]
PASSED_OVER = ("", _("Passed over"))
PARTS = [PASSED_OVER, *((sheet.key, sheet.title) for sheet in SHEETS)]
MOST_ROWS = 2**20


class UploadForm(forms.Form):
    """A file to bring in."""

    file = forms.FileField(label=_("File (.xlsx, .xls, .ods, .csv)"))
    kind = forms.ChoiceField(label=_("What it is"), choices=BatchKind.choices, widget=forms.RadioSelect, initial=BatchKind.ROSTER)
    unit = ShortChoiceField(Unit.objects.none(), label=_("Unit that it was sent for"))
    create_units = forms.BooleanField(label=_("Make a cell of each unit that is named and not known"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ShortChoiceField", self.fields["unit"]).offer(units, self["unit"].value())


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of a sheet and what it is taken for."""

    name: str
    title: str
    chosen: str


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One sheet as it was found, with what can be corrected; `part` is the part of a year book that it holds."""

    number: int
    sheet: str
    header: int | None
    encoding: str
    part: str
    columns: list[ColumnChoice]
    fields: list[tuple[str, object]]
    missing: list[str]


def choices(kind: str, findings: Mapping[str, Any]) -> Iterator[SheetChoice]:
    """Return the sheets of a draft with the choices that correct them."""
    for number, one in enumerate(findings.get("sheets", ())):
        titles = {**one.get("titles", {}), **one["unknown"]}
        columns = [
            ColumnChoice(f"s{number}-c{index}", title, one["columns"].get(index, ""))
            for index, title in sorted(titles.items(), key=lambda pair: int(pair[0]))
        ]
        named = _fields(kind, one)
        known = {name for name, _label in named}
        extra = [(column.chosen, column.title) for column in columns if column.chosen not in known]
        yield SheetChoice(
            number,
            one["sheet"],
            one["header"],
            one["encoding"],
            one.get("as") or "",
            columns,
            [*named, *extra],
            one.get("missing", []),
        )


def _fields(kind: str, sheet: Mapping[str, Any]) -> list[tuple[str, object]]:
    if kind == BatchKind.WORKBOOK:
        found = next((one for one in SHEETS if one.key == sheet.get("as")), None)
        return [PASSED_OVER, *((column.field, column.title) for column in (found.columns if found else ()))]
    return [PASSED_OVER, *((name, FIELDS.get(name, titles[0])) for name, titles in COLUMNS.items())]


def corrections(kind: str, findings: Mapping[str, Any], typed: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the corrections by hand, sheet by sheet, those made `before` included; what was left as found is not noted."""
    told: dict[str, Any] = {}
    for sheet in choices(kind, findings):
        one = {key: value for key, value in before.get(sheet.sheet, {}).items() if key != "skip"}
        if typed.get(f"s{sheet.number}-skip"):
            one["skip"] = True
        encoding = typed.get(f"s{sheet.number}-encoding", sheet.encoding)
        if encoding != sheet.encoding and encoding in dict(ENCODINGS):
            one["encoding"] = encoding
        part = typed.get(f"s{sheet.number}-part", sheet.part)
        header = typed.get(f"s{sheet.number}-header", "")
        chosen = {column.name.rpartition("-c")[2]: typed.get(column.name, column.chosen) for column in sheet.columns}
        if part != sheet.part:
            one = {key: value for key, value in one.items() if key != "columns"} | {"as": part}
        elif header.isdecimal() and 0 < int(header) <= MOST_ROWS and int(header) != sheet.header:
            one = {key: value for key, value in one.items() if key != "columns"} | {"header": int(header)}
        elif chosen != {column.name.rpartition("-c")[2]: column.chosen for column in sheet.columns}:
            one["columns"] = {index: name for index, name in chosen.items() if name}
        if one:
            told[sheet.sheet] = one
    return told
