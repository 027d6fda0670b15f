"""The catalog itself: programs and versions of their content are rows, added without programming."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nennep.audit.actions import Change, change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.programs import policy
from nennep.programs.models import Program, ProgramVersion
from nennep.programs.rules.versions import Span, place

FIELDS = ("name", "gives_level", "is_degree", "for_non_members", "order")


@verb
def add_program(*, actor: Actor, code: str, values: Mapping[str, Any]) -> Program:
    """Add a program; until it gets rules of its own the default ones hold.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: program_code_taken.
    """
    require(policy.can_edit_catalog(actor))
    if Program.objects.filter(code__iexact=code).exists():
        raise Refused("program_code_taken", code=code)
    program = Program.objects.create(code=code, **{name: values[name] for name in FIELDS if name in values})
    record(actor, [change("programs.add", program, code=code)])
    return program


@verb
def edit_program(*, actor: Actor, program: Program, values: Mapping[str, Any]) -> list[str]:
    """Change what a program is called and what it gives; its code stays. Returns the names of the fields that changed.

    Raises:
        Forbidden: the actor is no administrator of the root.
    """
    require(policy.can_edit_catalog(actor))
    changed: dict[str, Any] = {}
    for name in FIELDS:
        if name in values and getattr(program, name) != values[name]:
            changed[name] = [getattr(program, name), values[name]]
            setattr(program, name, values[name])
    if changed:
        program.save(update_fields=list(changed))
        record(actor, [change("programs.edit", program, **changed)])
    return list(changed)


@verb
def add_version(
    *, actor: Actor, program: Program, label: str, sessions: int | None, starts_on: date, legal_basis: str, verified: bool
) -> ProgramVersion:
    """Give a program new content from a day on; the version in force on that day ends the day before.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: version_begins_twice.
    """
    require(policy.can_edit_catalog(actor))
    Program.objects.select_for_update().get(pk=program.pk)
    present = list(program.versions.order_by("starts_on"))
    found = place([Span(one.starts_on, one.ends_on) for one in present], starts_on)
    if found is None:
        raise Refused("version_begins_twice", day=f"{starts_on:%d/%m/%Y}")
    made = ProgramVersion.objects.create(
        program=program, label=label, sessions=sessions, legal_basis=legal_basis, verified=verified, starts_on=starts_on, ends_on=found.span.ends_on
    )  # fmt: skip
    changes: list[Change] = [change("programs.add_version", made, program=program.code, starts_on=starts_on.isoformat())]
    if found.cuts is not None and found.cut_ends_on is not None:
        cut = present[found.cuts]
        changes.append(change("programs.end_version", cut, ends_on=[str(cut.ends_on or ""), found.cut_ends_on.isoformat()]))
        cut.ends_on = found.cut_ends_on
        cut.save(update_fields=["ends_on"])
    record(actor, changes)
    return made
