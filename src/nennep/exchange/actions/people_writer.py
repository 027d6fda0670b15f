"""Writing people from lists, for rosters and year books alike: all that is new in one go, all that differs in another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from nennep.audit.actions import Change
from nennep.core.plain import plain
from nennep.exchange.actions.ledger import Ledger
from nennep.exchange.rules.timeline import Segment
from nennep.people.actions import steps
from nennep.people.actions.steps import NewEntry, NewMembership, NewPerson, NewPost
from nennep.people.models import Membership, Person, Post, SuccessionEntry, TheoryLevel
from nennep.vietnamese.dates import PartialDate

SECRET = frozenset({"citizen_no", "card_no", "phone"})


class Stated(NamedTuple):
    """A post as a list states it; `id` is that of a post already known, whose end the list adds."""

    unit_id: int
    title: str
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    id: int | None = None


@dataclass(slots=True)
class Draft:
    """One person as a list leaves them: `person` for a new one, `columns` of a known one, and what hangs on them."""

    person_id: int | None
    label: str
    unit_path: str
    person: NewPerson | None = None
    columns: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    before: Sequence[tuple[int, Segment]] = ()
    segments: Sequence[Segment] | None = None
    posts: list[Stated] = field(default_factory=list)
    level: str = ""
    succession: list[tuple[int, str, str]] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)


def write_people(drafts: Sequence[Draft], ledger: Ledger, batch_id: int) -> None:
    """Insert and change people with all that hangs on them; `person_id` of each draft is set."""
    new = [draft for draft in drafts if draft.person is not None]
    keys = steps.add_people(draft.person for draft in new if draft.person is not None)
    ledger.created(Person, keys)
    for draft, key in zip(new, keys, strict=True):
        draft.person_id = key
    _change_columns(drafts, ledger)
    _write_memberships(drafts, ledger)
    _write_posts(drafts, ledger)
    ledger.created(TheoryLevel, steps.add_levels((_key(draft), draft.level) for draft in drafts if draft.level))
    entries = [NewEntry(_key(draft), *entry) for draft in drafts for entry in draft.succession]
    ledger.created(SuccessionEntry, steps.add_succession(entries))
    ledger.audit += _log(drafts, batch_id)


def _key(draft: Draft) -> int:
    if draft.person_id is None:
        raise ValueError(f"{draft.label} has no key yet")
    return draft.person_id


def _log(drafts: Iterable[Draft], batch_id: int) -> Iterable[Change]:
    label, created = Person._meta.label_lower, {"batch": batch_id}
    for draft in drafts:
        if draft.person is not None:
            yield Change("exchange.create", label, draft.person_id, draft.label, draft.person_id, draft.unit_path, created)
        elif draft.told:
            facts = {"batch": batch_id, **draft.told}
            yield Change("exchange.update", label, draft.person_id, draft.label, draft.person_id, draft.unit_path, facts)


def _change_columns(drafts: Iterable[Draft], ledger: Ledger) -> None:
    changes: dict[int, Mapping[str, Any]] = {}
    for draft in drafts:
        if draft.columns:
            key = _key(draft)
            before, after = ({name: pair[side] for name, pair in draft.columns.items()} for side in (0, 1))
            changes[key] = after | steps.derived(after)
            ledger.changed(Person, key, before | steps.derived(before), changes[key])
    steps.change_people(changes)


def _write_memberships(drafts: Iterable[Draft], ledger: Ledger) -> None:
    added: list[NewMembership] = []
    changed: dict[int, tuple[int, date | None, date | None]] = {}
    surplus: list[int] = []
    for draft in drafts:
        if draft.segments is None:
            continue
        if not draft.before:
            added += [NewMembership(_key(draft), *segment) for segment in draft.segments]
            continue
        left = list(draft.before)
        for segment in draft.segments:
            pair = next((row for row in left if row[1].standing == segment.standing and row[1].unit_id == segment.unit_id), None)
            pair = pair or next(
                (row for row in left if row[1].standing == segment.standing and row[1].ends_on == segment.ends_on), None
            )
            if pair is None:
                added.append(NewMembership(_key(draft), *segment))
                continue
            left.remove(pair)
            if pair[1] != segment:
                changed[pair[0]] = (segment.unit_id, segment.starts_on, segment.ends_on)
                ledger.changed(Membership, pair[0], _columns(pair[1]), _columns(segment))
        surplus += [key for key, _ in left]
    for membership in Membership.objects.filter(pk__in=surplus):
        ledger.deleted(membership)
    Membership.objects.filter(pk__in=surplus).delete()
    steps.change_memberships(changed)
    ledger.created(Membership, steps.add_memberships(added))
    steps.renew_regions(people=[_key(draft) for draft in drafts if draft.segments is not None])


def _columns(segment: Segment) -> dict[str, Any]:
    return {"unit_id": segment.unit_id, "starts_on": segment.starts_on, "ends_on": segment.ends_on}


def _write_posts(drafts: Iterable[Draft], ledger: Ledger) -> None:
    added: list[NewPost] = []
    ended: dict[int, PartialDate] = {}
    for draft in drafts:
        for post in draft.posts:
            if post.id is None:
                added.append(NewPost(_key(draft), post.unit_id, post.title, post.starts, post.ends))
            elif post.ends is not None:
                ended[post.id] = post.ends
                columns = ("ends_on", "ends_precision")
                after = dict(zip(columns, steps.partial_columns(post.ends), strict=True))
                ledger.changed(Post, post.id, dict(zip(columns, (None, "d"), strict=True)), after)
    steps.end_posts(ended)
    ledger.created(Post, steps.add_posts(added))


def date_columns(name: str, old: PartialDate | None, new: PartialDate | None) -> dict[str, tuple[Any, Any]]:
    """Return the two columns of a partial date with their old and new values."""
    column = steps.PARTIAL[name]
    before, after = steps.partial_columns(old), steps.partial_columns(new)
    return {column: (before[0], after[0]), f"{name}_precision": (before[1], after[1])}


def for_log(columns: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Return changed columns as the log shows them; numbers of persons are never shown."""
    return {name: "***" if name in SECRET else [plain(old), plain(new)] for name, (old, new) in columns.items()}
