"""The sheet `Nhân sự`: people, where they belong, their posts and plans."""

from collections.abc import Sequence

from django.db.models import Q

from nennep.exchange.actions.book_context import Context
from nennep.exchange.actions.people_writer import Draft, Stated, write_people
from nennep.exchange.actions.roster_draft import Drafter
from nennep.exchange.queries import known as known_people
from nennep.exchange.queries.known import HeldPost, KnownPeople
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_person import BookPerson, TermOfPost, as_roster_row, read_people
from nennep.exchange.rules.identity import name_key
from nennep.exchange.rules.reason import reject, warn
from nennep.exchange.rules.roster_verdict import person_json
from nennep.exchange.rules.unit_match import UnitRef
from nennep.organizations.models import Unit
from nennep.people.models import Membership
from nennep.vietnamese.text import squash


def take_people(context: Context, rows: Sequence[BookRow]) -> None:
    """Take people by their codes; a further row of somebody adds a post."""
    people = read_people(rows, context.today)
    known = known_people.by_codes([person.code for person in people])
    by_code = {facts.code.casefold(): facts.id for facts in known.people.values()}
    drafter = Drafter(known, (), context.today)
    namesakes = _Namesakes(context, people, by_code)
    drafts: list[Draft] = []
    for person in people:
        draft = _draft(context, drafter, person, known, by_code.get(person.code.casefold()))
        if draft is not None:
            drafts.append(draft)
        if person.row.outcome == "created" and not person.row.rejected:
            namesakes.point_out(person)
    write_people(drafts, context.ledger, context.batch.pk)


def _draft(context: Context, drafter: Drafter, person: BookPerson, known: KnownPeople, person_id: int | None) -> Draft | None:
    unit = _unit_of(context, person, known, person_id)
    if unit is None:
        _reject_all(person)
        return None
    row = as_roster_row(person, UnitRef(unit.pk, unit.code, unit.name, unit.path), person_id)
    row.reasons = person.row.reasons
    draft = drafter.draft(row)
    person.row.person = {**person_json(row), "post": person.row["post"]}
    if row.rejected:
        _reject_all(person)
        return None
    person.row.outcome = row.outcome
    draft = draft or Draft(person_id, row.person.full_name, unit.path)
    _posts(context, person, draft, known.posts.get(person_id or 0, []))
    _succession(person, draft, unit, known.succession.get(person_id or 0, set()))
    return draft if draft.person is not None or draft.told else None


def _unit_of(context: Context, person: BookPerson, known: KnownPeople, person_id: int | None) -> Unit | None:
    code = str(person.values["unit"] or "")
    unit = context.units.get(code.casefold())
    if unit is None:
        person.row.reasons.append(reject("unit_code_unknown", field="Mã đơn vị", value=code))
        return None
    if unit.dissolved_on is not None:
        person.row.reasons.append(warn("unit_dissolved", value=code, date=unit.dissolved_on.strftime("%d/%m/%Y")))
    current = known.current(person_id) if person_id is not None else None
    reachable = {one.pk for one in context.units.values()} if context.unit is not None else None
    if current is not None and reachable is not None and current.unit_id not in reachable:
        person.row.reasons.append(reject("person_out_of_reach", value=person.code))
        return None
    return unit


def _reject_all(person: BookPerson) -> None:
    for row in person.rows[1:]:
        row.reasons.append(reject("first_row_rejected", row=person.row.number))


def _posts(context: Context, person: BookPerson, draft: Draft, held: Sequence[HeldPost]) -> None:
    left = list(held)
    for post in person.posts:
        unit = context.units.get(post.unit.casefold())
        if unit is None:
            post.row.reasons.append(reject("unit_code_unknown", field="Mã đơn vị", value=post.unit))
            continue
        same = next((one for one in left if _is_same(one, post, unit)), None)
        if same is None:
            draft.posts.append(Stated(unit.pk, post.title, post.starts, post.ends))
            _tell(person, post, draft, "created" if post.row is not person.row else None)
            continue
        left.remove(same)
        if post.ends is not None and same.ends_on != post.ends.first:
            draft.posts.append(Stated(unit.pk, post.title, post.starts, post.ends, same.id))
            post.row.reasons.append(warn("changed", field="post_until", old="", new=post.ends.text))
            _tell(person, post, draft, "updated")


def _tell(person: BookPerson, post: TermOfPost, draft: Draft, outcome: str | None) -> None:
    """Note a post on its row and for the log; on the row of a person who is known it is a change."""
    draft.told.setdefault("posts", []).append(post.title)
    if post.row is not person.row:
        post.row.outcome = "updated" if outcome == "updated" else "created"
    elif person.row.outcome != "created":
        person.row.outcome = "updated"
        if outcome is None:
            person.row.reasons.append(warn("changed", field="post", old="", new=post.title))


def _is_same(one: HeldPost, post: TermOfPost, unit: Unit) -> bool:
    """Tell whether a post is known: the same title from the same day, wherever one belongs now; without a day, in the same unit."""
    if one.title_key != squash(post.title)[:160]:
        return False
    return one.unit_id == unit.pk if post.starts is None else one.starts_on == post.starts.first


def _succession(person: BookPerson, draft: Draft, unit: Unit, planned: set[tuple[str, str]]) -> None:
    for row, title, term in person.succession:
        if (squash(title)[:160], term) in planned:
            continue
        draft.succession.append((unit.pk, title, term))
        draft.told.setdefault("succession", []).append(title)
        if row.outcome == "unchanged":
            row.outcome = "updated"
            row.reasons.append(warn("changed", field="succession", old="", new=title))


class _Namesakes:
    """Points out new people who look like somebody known under another code."""

    def __init__(self, context: Context, people: Sequence[BookPerson], by_code: dict[str, int]) -> None:
        self._known: dict[tuple[str, int, object], str] = {}
        self._units = {code: unit.pk for code, unit in context.units.items()}
        new = [person for person in people if person.code.casefold() not in by_code]
        units = {self._units.get(str(person.values["unit"] or "").casefold()) for person in new}
        if not new or not Membership.objects.exists():
            return
        rows = Membership.objects.filter(Q(ends_on=None), unit__in=[unit for unit in units if unit is not None])
        for name, born, unit, code in rows.values_list("person__full_name", "person__born_on", "unit_id", "person__code"):
            self._known[name_key(name), unit, born] = code

    def point_out(self, person: BookPerson) -> None:
        """Warn where name, unit and birth are those of somebody else known."""
        born = person.values["birth"]
        unit = self._units.get(str(person.values["unit"] or "").casefold())
        code = self._known.get((name_key(str(person.values["full_name"])), unit or 0, getattr(born, "first", None)))
        if code is not None:
            person.row.reasons.append(warn("known_by_other_code", person=code))
