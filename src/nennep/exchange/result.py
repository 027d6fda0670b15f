"""The result of an import in the forms of FORMATS.md: JSON, and lines to read."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from nennep.exchange.rules.verdict import Imported, Verdict
from nennep.exchange.wording import sentence

DOUBTFUL = frozenset({"updated", "rejected"})
OUTCOME_WORDS = {
    "created": lambda: _("created"),
    "updated": lambda: _("updated"),
    "unchanged": lambda: _("unchanged"),
    "rejected": lambda: _("not taken"),
}


def as_json(imported: Imported, file: Path, rejected_file: Path | None) -> Iterator[str]:
    """Yield the lines of the result as FORMATS.md section 3 has it, one for each row."""
    told: dict[str, Any] = {
        "batch": imported.batch_id,
        "file": str(file),
        "rejected_file": str(rejected_file) if rejected_file else None,
        "summary": imported.summary,
        "ignored": _ignored(imported.findings),
    }
    if imported.problems:
        told["problems"] = [{"code": one.code, "text": sentence(one.code, one.facts)} for one in imported.problems]
    yield f'{_encode(told)[:-1]}, "rows": ['
    last = len(imported.verdicts) - 1
    for place, verdict in enumerate(imported.verdicts):
        yield f"  {_encode(_row(verdict))}{',' if place < last else ''}"
    yield "]}"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _row(verdict: Verdict) -> dict[str, Any]:
    told: dict[str, Any] = {"sheet": verdict.sheet, "row": verdict.number, "outcome": verdict.outcome}
    if verdict.person is not None:
        told["person"] = verdict.person
    if verdict.record is not None:
        told["record"] = verdict.record
    told["reasons"] = [{"code": one.code, "text": sentence(one.code, one.facts)} for one in verdict.reasons]
    return told


def _ignored(findings: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the sheets and columns that nothing was taken from."""
    ignored: list[dict[str, str]] = []
    for sheet in findings.get("sheets", ()):
        if sheet["header"] is None:
            ignored.append({"sheet": sheet["sheet"]})
        ignored += [{"sheet": sheet["sheet"], "column": title} for title in sheet["unknown"].values()]
    return ignored


def as_lines(imported: Imported, rejected_file: Path | None, *, brief: bool = False) -> Iterator[str]:
    """Yield the result line by line: every row, then what was passed over, then the sums.

    With `brief`, rows without a doubt (new or unchanged, and nothing to say of them) are only counted.
    """
    shown = [one for one in imported.verdicts if one.reasons or one.outcome in DOUBTFUL] if brief else imported.verdicts
    for verdict in shown:
        reasons = "; ".join(sentence(one.code, one.facts) for one in verdict.reasons)
        line = f"{verdict.sheet}!{verdict.number}: {OUTCOME_WORDS[verdict.outcome]()} – {name_of(verdict)}"
        yield f"{line} ({reasons})" if reasons else line
    if len(shown) < len(imported.verdicts):
        yield _("%(n)d rows without a doubt are not listed; --verbose lists them.") % {"n": len(imported.verdicts) - len(shown)}
    for one in _ignored(imported.findings):
        text = _("Sheet %(sheet)s: column %(column)s was ignored") if "column" in one else _("Sheet %(sheet)s was ignored")
        yield text % one
    sums = ", ".join(f"{OUTCOME_WORDS[outcome]()} {number}" for outcome, number in imported.summary.items())
    batch = _("trial, nothing was written") if imported.batch_id is None else _("import %(number)s") % {"number": imported.batch_id}
    yield f"{batch}: {sums}"
    if rejected_file is not None:
        yield _("The rows that were not taken, with their reasons: %(file)s") % {"file": rejected_file}


def name_of(verdict: Verdict) -> str:
    """Return what a row is about, in a few words."""
    told = verdict.person or verdict.record or {}
    return str(told.get("full_name") or " ".join(str(value) for value in told.values() if value not in (None, "")) or "?")[:120]
