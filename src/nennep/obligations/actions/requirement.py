"""Requirements are rows: added and changed by an administrator."""

from collections.abc import Collection
from typing import Any

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.obligations import policy
from nennep.obligations.models import Anchor, Requirement
from nennep.programs.models import Program

FIELDS = (
    "name", "program_id", "level", "standings", "post_titles", "succession_titles", "unit_kinds", "anchor", "offset_months",
    "validity_months", "lead_days", "starts_on", "ends_on", "legal_basis", "verified", "active", "order",
)  # fmt: skip
NEEDS = {Anchor.POST: "post_titles", Anchor.SUCCESSION: "succession_titles"}


@verb
def add_requirement(*, actor: Actor, draft: Requirement, also: Collection[Program]) -> Requirement:
    """Add a requirement as drafted (not saved yet), satisfied by its own program and by those in `also`.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: requirement_code_taken, requirement_without_post, requirement_ends_before.
    """
    require(policy.can_edit_requirements(actor))
    _check(draft)
    if Requirement.objects.filter(code__iexact=draft.code).exists():
        raise Refused("requirement_code_taken", code=draft.code)
    draft.save(force_insert=True)
    draft.also_satisfied_by.set(also)
    record(actor, [change("obligations.add_requirement", draft, code=draft.code)])
    return draft


@verb
def edit_requirement(*, actor: Actor, requirement: Requirement, draft: Requirement, also: Collection[Program]) -> list[str]:
    """Change a requirement to what is drafted; its code stays. Returns the names of the fields that changed.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: requirement_without_post, requirement_ends_before.
    """
    require(policy.can_edit_requirements(actor))
    _check(draft)
    locked = Requirement.objects.select_for_update().get(pk=requirement.pk)
    changed: dict[str, Any] = {}
    for name in FIELDS:
        before, after = getattr(locked, name), getattr(draft, name)
        if before != after:
            changed[name] = [_plain(before), _plain(after)]
            setattr(locked, name, after)
    had, wanted = {one.pk for one in locked.also_satisfied_by.all()}, {one.pk for one in also}
    if had != wanted:
        changed["also_satisfied_by"] = [sorted(had), sorted(wanted)]
        locked.also_satisfied_by.set(also)
    if changed:
        locked.save(update_fields=[name.removesuffix("_id") for name in changed if name != "also_satisfied_by"])
        record(actor, [change("obligations.edit_requirement", locked, **changed)])
    return list(changed)


def _check(draft: Requirement) -> None:
    needed = NEEDS.get(Anchor(draft.anchor))
    if needed and not getattr(draft, needed):
        raise Refused("requirement_without_post")
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise Refused("requirement_ends_before")


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)
