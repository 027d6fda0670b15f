"""Programs and rule sets for tests."""

from datetime import date

from nennep.programs import catalog
from nennep.programs.models import Program, RuleSet


def program(code: str = "DVM", *, name: str | None = None, level: str = "") -> Program:
    """Return the program of that code: from the catalog where it has one, else a new one without rules of its own."""
    if not Program.objects.exists():
        catalog.load()
    made, _ = Program.objects.get_or_create(code=code, defaults={"name": name or f"Chương trình {code}", "gives_level": level})
    return made


def rule_set(of: Program | None, *, starts_on: date | None = None, ends_on: date | None = None, **fields: object) -> RuleSet:
    """Make one rule set without bands."""
    return RuleSet.objects.create(program=of, name="Quy tắc thử", starts_on=starts_on, ends_on=ends_on, **fields)
