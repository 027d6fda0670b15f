"""Requirements are rows: added and changed by an administrator; a change is a new version from a day on."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from nennep.audit.actions import Change, change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.obligations import policy
from nennep.obligations.models import Anchor, Requirement
from nennep.programs.models import Program
from nennep.programs.rules.versions import Span, place

FIELDS = (
    "name", "program_id", "level", "standings", "post_titles", "succession_titles", "unit_kinds", "anchor", "offset_months",
    "validity_months", "lead_days", "ends_on", "legal_basis", "verified", "active", "order",
)  # fmt: skip
TOLD = frozenset({"name", "legal_basis", "verified", "order", "ends_on"})
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
def edit_requirement(
    *, actor: Actor, requirement: Requirement, draft: Requirement, also: Collection[Program], today: date
) -> Requirement:
    """Change what a requirement asks from `draft.starts_on` on; its code stays.

    The change is a new version: the one in force on that day ends the day before and goes on to explain the lines of its time.
    What changes nobody's line (name, source, last day in force) is mended in place, as is a version that begins today or later.

    Returns:
        The version that says what was drafted.

    Raises:
        Forbidden: the actor is no administrator of the root.
        Refused: requirement_without_post, requirement_ends_before, requirement_needs_day, requirement_begins_twice (day).
    """
    require(policy.can_edit_requirements(actor))
    _check(draft)
    if draft.starts_on is None:
        raise Refused("requirement_needs_day")
    versions = _locked(requirement.code)
    present = next(one for one in versions if one.pk == requirement.pk)
    changed = _differences(present, draft, also)
    if changed.keys() <= TOLD or (present.starts_on == draft.starts_on and draft.starts_on >= today):
        made, changes = present, _mend(versions, present, draft, changed)
    else:
        made, changes = draft, _supersede(versions, draft, changed)
    made.also_satisfied_by.set(also)
    record(actor, changes)
    return made


def _locked(code: str) -> list[Requirement]:
    """Return the versions of a requirement, locked; read again once the others who wait for them are through."""
    rows = Requirement.objects.filter(code=code).order_by("pk")
    list(rows.select_for_update())
    return list(rows)


def _differences(present: Requirement, draft: Requirement, also: Collection[Program]) -> dict[str, Any]:
    pairs = {name: (getattr(present, name), getattr(draft, name)) for name in FIELDS}
    changed: dict[str, Any] = {name: [_plain(before), _plain(after)] for name, (before, after) in pairs.items() if before != after}
    had, wanted = {one.pk for one in present.also_satisfied_by.all()}, {one.pk for one in also}
    return changed | ({"also_satisfied_by": [sorted(had), sorted(wanted)]} if had != wanted else {})


def _mend(versions: Sequence[Requirement], present: Requirement, draft: Requirement, changed: dict[str, Any]) -> list[Change]:
    names = [name for name in changed if name != "also_satisfied_by"]
    for name in names:
        setattr(present, name, getattr(draft, name))
    if "ends_on" in changed:
        present.ends_on = _earlier(present.ends_on, _next_begins(versions, present.starts_on or date.min))
    present.save(update_fields=[name.removesuffix("_id") for name in names])
    return [change("obligations.edit_requirement", present, **changed)] if changed else []


def _supersede(versions: Sequence[Requirement], draft: Requirement, changed: dict[str, Any]) -> list[Change]:
    day = draft.starts_on or date.min
    found = place([Span(one.starts_on, one.ends_on) for one in versions], day)
    if found is None:
        raise Refused("requirement_begins_twice", day=f"{day:%d/%m/%Y}")
    draft.ends_on = _earlier(draft.ends_on, _next_begins(versions, day))
    draft.save(force_insert=True)
    changes = [change("obligations.edit_requirement", draft, starts_on=day.isoformat(), **changed)]
    if found.cuts is not None:
        cut = versions[found.cuts]
        changes.append(change("obligations.end_requirement", cut, ends_on=[_plain(cut.ends_on), _plain(found.cut_ends_on)]))
        cut.ends_on = found.cut_ends_on
        cut.save(update_fields=["ends_on"])
    return changes


def _next_begins(versions: Sequence[Requirement], day: date) -> date | None:
    """Return the last day before the next version begins."""
    later = [one.starts_on for one in versions if one.starts_on is not None and one.starts_on > day]
    return min(later) - timedelta(days=1) if later else None


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _check(draft: Requirement) -> None:
    needed = NEEDS.get(Anchor(draft.anchor))
    if needed and not getattr(draft, needed):
        raise Refused("requirement_without_post")
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise Refused("requirement_ends_before")


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)
