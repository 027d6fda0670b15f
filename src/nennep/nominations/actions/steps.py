"""Steps on collections of dossiers that the verbs share; they join the caller's transaction and hold the round's lock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from nennep.audit.actions import Change
from nennep.core.actors import Actor
from nennep.core.bulk import change_rows
from nennep.core.errors import Refused
from nennep.nominations.models import Cause, Nomination, NominationRound, NominationState, NominationStep
from nennep.nominations.queries import dossier as dossiers
from nennep.nominations.queries import eligibility
from nennep.nominations.rules import dossier as rules
from nennep.nominations.rules.eligibility import Line, stops, wants_override
from nennep.nominations.rules.places import Claim, assign, assign_all
from nennep.nominations.wording import lazy_text
from nennep.obligations.actions.steps import clear_progress, set_progress
from nennep.obligations.rules.state import State
from nennep.organizations.following import Log
from nennep.people.models import Person
from nennep.planning.actions.steps import release_places, use_places
from nennep.planning.models import QuotaAccount
from nennep.planning.queries.quota import lock_and_count


def lock(round: NominationRound) -> NominationRound:
    """Lock a round: whoever changes it or its dossiers comes one after the other."""
    locked = NominationRound.objects.select_for_update(of=("self",)).select_related("unit", "program", "provider")
    return locked.get(pk=round.pk)


def picked(round: NominationRound, ids: Collection[int]) -> list[Nomination]:
    """Return dossiers of a locked round, in order of priority.

    Raises:
        Refused: nobody_picked, also when one of them belongs to another round.
    """
    rows = {row.pk: row for row in round.nominations.filter(pk__in=ids).select_related("person", "unit", "account")}
    if not rows or len(rows) < len(set(ids)):
        raise Refused("nobody_picked")
    for row in rows.values():
        row.round = round
    return [rows[one.pk] for one in rules.ordered(map(dossiers.facts, rows.values()))]


def judged(round: NominationRound, people: Collection[Person], today: date) -> dict[int, list[Line]]:
    """Return the lines of eligibility of people, locked against being proposed or selected elsewhere meanwhile.

    Raises:
        Refused: not_eligible, with the first line that nobody may override.
    """
    ids = [person.pk for person in people]
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    lines = eligibility.lines(round, ids, today)
    for person in people:
        stopping = stops(lines.get(person.pk, ()))
        if stopping is not None:
            raise Refused("not_eligible", name=person.full_name, line=lazy_text(asdict(stopping)))
    return lines


def as_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return lines as a dossier keeps them."""
    return [asdict(line) for line in lines]


def take_places(round: NominationRound, rows: Sequence[Nomination]) -> None:
    """Give each dossier a place, in its order: of the share of its unit, else of the nearest unit above up to the round's.

    Raises:
        Refused: no_place, with the places wanted and those that could be given.
    """
    taken = assign_all(*_claims(round, rows))
    for row in rows:
        row.account_id = taken[row.pk]
    use_places(list(taken.values()))


def _claims(round: NominationRound, rows: Sequence[Nomination]) -> tuple[list[Claim], Mapping[int, int]]:
    locked = lock_and_count(list(dossiers.accounts_of(round).values_list("pk", flat=True)))
    nearest = dossiers.nearest_accounts(round, {row.unit_id: row.unit.path for row in rows}, locked.values())
    free = {pk: account.free for pk, account in locked.items()}
    return [Claim(row.pk, nearest[row.unit_id]) for row in rows], free


def give_up_places(rows: Sequence[Nomination]) -> None:
    """Give back the places that dossiers hold."""
    release_places([row.account_id for row in rows if row.account_id is not None])
    for row in rows:
        row.account_id = None


def move(
    rows: Sequence[Nomination], state: NominationState, *, actor: Actor, now: datetime, reason: str = "", cause: str = ""
) -> list[Change]:
    """Bring dossiers of one round into a state, with their step, and tell the obligations; return the changes to audit.

    Whatever else was set on the rows (place, override, list, lines) is saved with it.
    """
    changes = []
    for row in rows:
        changes.append(_changed(row, state, reason, cause))
        row.state, row.decision_reason = state, reason
    saved = ["state", "decision_reason", "account", "override_reason", "submitted_list", "eligibility"]
    Nomination.objects.bulk_update(rows, saved, batch_size=200)
    NominationStep.objects.bulk_create(
        NominationStep(nomination=row, state=state, at=now, by_name=actor.name[:120], reason=reason, cause=cause) for row in rows
    )
    _tell_obligations(rows, state, now.date())
    return changes


def _changed(row: Nomination, state: NominationState, reason: str, cause: str) -> Change:
    facts: dict[str, object] = {"state": [row.state, state.value]}
    facts |= {key: value for key, value in (("reason", reason), ("override", row.override_reason), ("cause", cause)) if value}
    label = f"{row.person.full_name}: {row.round.title}"
    return Change(f"nominations.{state.value}", row._meta.label_lower, row.pk, label[:200], row.person_id, row.unit.path, facts)


def _tell_obligations(rows: Sequence[Nomination], state: NominationState, on: date) -> None:
    if not rows:
        return
    ids, round = [row.person_id for row in rows], rows[0].round
    if state in rules.HOLDING:
        set_progress(ids, round.program_id, State.NOMINATED, source_of(round), since=on)
    else:
        clear_progress(ids, round.program_id, source_of(round), on=on)


def source_of(round: NominationRound) -> str:
    """Return how the obligations know what came from a round."""
    return f"round:{round.pk}"


def note_enrolled(rows: Sequence[Nomination], *, actor: Actor, now: datetime, into: str) -> None:
    """Note that admitted people were taken into a class: from now on the class tells the obligations about them.

    For the verb that enrolls; `into` is the class. Rounds are told apart by their dossiers.
    """
    NominationStep.objects.bulk_create(
        NominationStep(nomination=row, state=row.state, at=now, by_name=actor.name[:120], reason=into[:500], cause=Cause.ENROLLED)
        for row in rows
    )
    for round in {row.round_id: row.round for row in rows}.values():
        of_round = [row.person_id for row in rows if row.round_id == round.pk]
        clear_progress(of_round, round.program_id, source_of(round), on=now.date())


def move_up(round: NominationRound, *, actor: Actor, today: date, now: datetime) -> list[Change]:
    """Let the reserve move up, in its order, into every place that is free; who has become ineligible stays in reserve."""
    reserve = list(round.nominations.filter(state=NominationState.RESERVE).select_related("person", "unit"))
    if not reserve:
        return []
    for row in reserve:
        row.round = round
    order = {one.pk: place for place, one in enumerate(rules.ordered(map(dossiers.facts, reserve)))}
    lines = eligibility.lines(round, [row.person_id for row in reserve], today)
    fit = [row for row in sorted(reserve, key=lambda row: order[row.pk]) if _may_move_up(row, lines.get(row.person_id, []))]
    taken = assign(*_claims(round, fit)) if fit else {}
    rising = [row for row in fit if row.pk in taken]
    for row in rising:
        row.account_id = taken[row.pk]
    use_places(list(taken.values()))
    return move(rising, NominationState.SELECTED, actor=actor, now=now, cause=Cause.MOVED_UP)


def _may_move_up(row: Nomination, lines: Sequence[Line]) -> bool:
    return stops(lines) is None and (wants_override(lines) is None or bool(row.override_reason))


def rank_again(round: NominationRound) -> None:
    """Number the dossiers of a round in their order of priority; who is out of it has no rank."""
    rows = {row.pk: row for row in round.nominations.select_related("person")}
    order = [one for one in rules.ordered(map(dossiers.facts, rows.values())) if rules.GROUPS[one.state] < rules.GROUPS["declined"]]
    ranks = {one.pk: place for place, one in enumerate(order, start=1)}
    renumbered = [row for row in rows.values() if row.rank != ranks.get(row.pk)]
    for row in renumbered:
        row.rank = ranks.get(row.pk)
    Nomination.objects.bulk_update(renumbered, ["rank"], batch_size=200)


def round_changed(action: str, round: NominationRound, **facts: object) -> Change:
    """Return the change of a round to audit."""
    return Change(f"nominations.{action}", round._meta.label_lower, round.pk, round.title, None, round.unit.path, facts)


def follow_places(heirs: Mapping[int, int], on: date, log: Log) -> int:
    """Let dossiers hold their places in the accounts of the heirs, to which the places were passed on; returns how many."""
    rows = Nomination.objects.filter(account__unit__in=heirs, account__year__gte=on.year).order_by("pk")
    accounts = {
        (account.unit_id, account.program_id, account.year): account.pk
        for account in QuotaAccount.objects.filter(unit__in=set(heirs.values()), year__gte=on.year)
    }
    changes: dict[int, dict[str, int]] = {}
    columns = ("pk", "account_id", "account__unit_id", "account__program_id", "account__year")
    for pk, account_id, unit_id, program_id, year in rows.values_list(*columns):
        new = accounts.get((heirs[unit_id], program_id, year))
        if new is not None:
            changes[pk] = {"account_id": new}
            log.changed("nominations.Nomination", pk, {"account_id": account_id}, changes[pk])
    change_rows(Nomination, changes)
    return len(changes)
