"""The lines as they leave the system: JSON, text, workbook (FORMATS.md section 5)."""

import io
import json
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from nennep.obligations.queries.line import Line
from nennep.organizations.models import Unit
from nennep.organizations.scope import Tree
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx


def as_json(unit: Unit, as_of: date, lines: Iterable[Line]) -> str:
    """Return the document of FORMATS.md section 5."""
    document = {
        "unit": {"code": unit.code, "name": unit.name},
        "as_of": as_of.isoformat(),
        "lines": [line_as_data(line) for line in lines],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def line_as_data(line: Line) -> dict[str, object]:
    """Return one line in plain values, as the JSON document and the HTTP API give it out."""
    return {
        "person": {"code": line.person_code, "full_name": line.full_name, "unit": line.unit_code},
        "requirement": line.requirement.code,
        "program": line.requirement.program.code,
        "due": line.due.isoformat() if line.due else None,
        "state": line.state.value,
        "overdue": line.overdue,
        "reason": line.reason,
        "basis": line.basis,
    }


def as_text(unit: Unit, as_of: date, lines: Iterable[Line], tree: Tree = Tree.NOW) -> str:
    """Return a table for a terminal: due day, person, cell, requirement, state, reason; above it, on which tree it was asked."""
    rows = [
        (
            f"{line.due:%d/%m/%Y}" if line.due else "–",
            line.full_name,
            line.unit_code,
            line.requirement.program.code,
            ", ".join([line.state_label, _("overdue")]) if line.overdue else line.state_label,
            line.reason,
        )
        for line in lines
    ]
    head = _("%(unit)s, who must learn what on %(day)s: %(n)d lines") % {
        "unit": unit.name,
        "day": f"{as_of:%d/%m/%Y}",
        "n": len(rows),
    }
    asked_on = _("on the tree of that day") if tree == Tree.THEN else _("on today's tree")
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(5)]
    return "\n".join([f"{head} ({asked_on})", *("  ".join([*map(str.ljust, row[:5], widths), row[5]]) for row in rows)])


def workbook(as_of: date, lines: Iterable[Line]) -> bytes:
    """Return the lines as .xlsx."""
    columns = [
        OutColumn("STT", 6, "int"), OutColumn(_("Full name"), 28), OutColumn(_("Code"), 14), OutColumn(_("Unit"), 30),
        OutColumn(_("Requirement"), 34), OutColumn(_("Program"), 34), OutColumn(_("Due"), 12, "date"), OutColumn(_("State"), 18),
        OutColumn(_("Overdue"), 10), OutColumn(_("Reason"), 60), OutColumn(_("Legal basis"), 50),
    ]  # fmt: skip
    rows = (
        [
            number, line.full_name, line.person_code, line.unit_name, line.requirement.name, line.requirement.program.name, line.due,
            line.state_label, line.overdue, line.reason, line.basis,
        ]
        for number, line in enumerate(lines, start=1)
    )  # fmt: skip
    target = io.BytesIO()
    write_xlsx(target, [OutSheet(_("On %(day)s") % {"day": f"{as_of:%d-%m-%Y}"}, columns, rows)])
    return target.getvalue()
