"""`nennep reorganize`: a plan of changes of the tree from a sheet."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.core.sentences import sentence
from nennep.organizations.following import nouns
from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan, try_plan
from nennep.reorganizations.models import Reorganization, State
from nennep.reorganizations.reading import read_plan, write_template
from nennep.reorganizations.rules.body import Problem
from nennep.reorganizations.wording import COUNT_LABELS, problem_text, reason_text

NOTHING_DONE = 2
TEMPLATE = Path("mau-sap-xep.xlsx")


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ArgumentTypeError(_("%(text)s is no day; write 2025-07-01 or 01/07/2025") % {"text": text})


class Command(BaseCommand):
    """Carries a plan out whole, or not at all."""

    help = "Establishes, renames, moves, merges, splits and dissolves units by a sheet; whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what can be asked."""
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--on", type=_day, help="the day on which it takes effect, unless the file names it (today)")
        parser.add_argument("--decision", default="", help="the decision, unless the file names it")
        parser.add_argument("--template", action="store_true", help="write an empty sheet to FILE (mau-sap-xep.xlsx) and stop")

    def handle(self, *args: object, **options: Any) -> None:
        """Read, carry out, print."""
        if options["template"]:
            target = options["file"] or TEMPLATE
            write_template(target)
            self.stdout.write(str(target))
            return
        if options["file"] is None:
            raise CommandError(_("Name the file of the plan, or ask for --template."))
        found = read_plan(options["file"])
        told = Told(
            found.lines,
            found.effective_on or options["on"] or clock.today(),
            found.decision or options["decision"],
            options["file"].name,
            found.problems,
        )
        try:
            plan, unchanged = self._do(told, dry_run=options["dry_run"])
        except Refused as refusal:
            self._tell_problems(refusal, told, options["format"])
            sys.exit(NOTHING_DONE)
        facts = _facts(plan, told, unchanged=unchanged, dry_run=options["dry_run"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            self._tell(plan, facts)

    def _do(self, told: Told, *, dry_run: bool) -> tuple[Reorganization, bool]:
        if dry_run:
            plan = try_plan(actor=console(), told=told, now=clock.now())
            return plan, plan.state != State.DRAFT
        plan = draft_plan(actor=console(), told=told, now=clock.now())
        if plan.state != State.DRAFT:
            return plan, True
        return carry_out(actor=console(), reorganization=plan, today=clock.today(), now=clock.now()), False

    def _tell_problems(self, refusal: Refused, told: Told, form: str) -> None:
        problems: tuple[Problem, ...] = refusal.facts.get("problems", ())  # type: ignore[assignment]  # as raised
        rows = [{"row": one.number, "code": one.code, "text": problem_text(one)} for one in problems]
        if form == "json":
            refused = {"file": told.file_name, "state": "refused", "reason": refusal.reason, "problems": rows}
            self.stdout.write(json.dumps(refused, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                self.stdout.write(_("row %(row)s: %(text)s") % row)
        self.stderr.write(sentence(refusal))

    def _tell(self, plan: Reorganization, facts: dict[str, Any]) -> None:
        if facts["unchanged"]:
            self.stdout.write(_("This plan was carried out already; nothing changed."))
            return
        for name, count in facts["counts"].items():
            if count:
                self.stdout.write(f"{COUNT_LABELS[name]}: {count}")
        named = nouns()
        for name, count in facts["moved"].items():
            self.stdout.write(f"{named[name]}: {count}")
        if facts["points"]:
            self.stdout.write(_("For a person to settle: %(count)d") % {"count": facts["points"]})
        for row in facts["doubtful"]:
            self.stdout.write(f"  {named[row['what']]}: {row['label']} ({row['was_at']} → {row['placed_at']}): {row['text']}")
        endings = {
            State.SCHEDULED: _("It waits for %(day)s."),
            State.DRAFT: _("Tried for %(day)s; nothing was written."),
            State.APPLIED: _("Carried out as of %(day)s."),
        }
        self.stdout.write(endings[State(plan.state)] % {"day": plan.effective_on.strftime("%d/%m/%Y")})


def _facts(plan: Reorganization, told: Told, *, unchanged: bool, dry_run: bool) -> dict[str, Any]:
    shown = [] if unchanged else plan.findings["shown"]
    return {
        "file": told.file_name,
        "plan": None if dry_run and not unchanged else plan.pk,
        "dry_run": dry_run,
        "unchanged": unchanged,
        "state": plan.state,
        "effective_on": plan.effective_on.isoformat(),
        "decision": plan.decision,
        "steps": len(told.lines),
        "counts": {} if unchanged else plan.findings["counts"],
        "moved": {} if unchanged else plan.findings["moved"],
        "points": 0 if unchanged else plan.findings["points"],
        "doubtful": [
            {"reason": reason, "text": reason_text(reason), "what": name, "label": label, "was_at": was, "placed_at": now}
            for reason, name, label, was, now in shown
        ],
        "problems": [],
    }
