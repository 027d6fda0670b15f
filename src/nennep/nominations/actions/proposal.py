"""The verbs of the units that propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nennep.audit.actions import Change, record
from nennep.core.actors import Actor
from nennep.core.errors import Forbidden, Refused, require
from nennep.core.verbs import verb
from nennep.nominations import policy
from nennep.nominations.actions import steps
from nennep.nominations.models import Nomination, NominationRound, NominationState, NominationStep
from nennep.nominations.rules.dossier import HOLDING, Step, check_step
from nennep.nominations.rules.eligibility import Line
from nennep.nominations.rules.round import Window, check_window
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.people.models import Person


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person whom a unit proposes, and why."""

    person: Person
    reason: str


@verb
def propose_people(
    *, actor: Actor, round: NominationRound, unit: Unit, proposals: Sequence[Proposal], today: date, now: datetime
) -> list[Nomination]:
    """Propose people of a unit for a round, in the given order, after those it proposed before.

    What was withdrawn may be proposed again.

    Raises:
        Forbidden: the actor does not act for the unit, or it does not stand below the round's.
        Refused: round_not_open | round_not_begun | round_over | nobody_picked | dossier_reason_missing | not_of_unit |
            already_proposed | not_eligible (with the line that stops).
    """
    require(policy.can_propose_from(actor, round, unit))
    locked = steps.lock(round)
    check_window(locked.state, Window(locked.opens_on, locked.closes_on), today)
    people = _checked(unit, proposals)
    lines = steps.judged(locked, people, today)
    known = {row.person_id: row for row in locked.nominations.filter(person__in=people)}
    again = next((person for person in people if person.pk in known and known[person.pk].state != NominationState.WITHDRAWN), None)
    if again is not None:
        raise Refused("already_proposed", name=again.full_name)
    rank = locked.nominations.filter(unit=unit).order_by("-proposed_rank").values_list("proposed_rank", flat=True).first() or 0
    rows = [
        _filled(known.get(one.person.pk) or Nomination(round=locked, person=one.person), one, lines.get(one.person.pk, []))
        for one in proposals
    ]
    for place, row in enumerate(rows, start=rank + 1):
        row.round, row.unit, row.proposed_rank = locked, unit, place
    changes = _save(rows, actor, now)
    record(actor, changes)
    return rows


def _checked(unit: Unit, proposals: Sequence[Proposal]) -> list[Person]:
    people = [one.person for one in proposals]
    if not people or len({person.pk for person in people}) < len(people):
        raise Refused("nobody_picked")
    if not all(one.reason.strip() for one in proposals):
        raise Refused("dossier_reason_missing")
    here = Person.objects.filter(
        within([unit.path], "memberships__unit__path"), memberships__ends_on=None, pk__in=[p.pk for p in people]
    )
    inside = set(here.values_list("pk", flat=True))
    stranger = next((person for person in people if person.pk not in inside), None)
    if stranger is not None:
        raise Refused("not_of_unit", name=stranger.full_name, unit=unit.name)
    return people


def _filled(row: Nomination, one: Proposal, lines: Sequence[Line]) -> Nomination:
    row.person, row.reason, row.rank = one.person, one.reason.strip(), None
    row.state, row.decision_reason, row.override_reason = NominationState.PROPOSED, "", ""
    row.eligibility = steps.as_json(lines)
    return row


def _save(rows: Sequence[Nomination], actor: Actor, now: datetime) -> list[Change]:
    new, again = [row for row in rows if not row.pk], [row for row in rows if row.pk]
    Nomination.objects.bulk_create(new)
    fields = ["unit", "reason", "proposed_rank", "rank", "state", "decision_reason", "override_reason", "eligibility"]
    Nomination.objects.bulk_update(again, fields)
    NominationStep.objects.bulk_create(
        NominationStep(nomination=row, state=row.state, at=now, by_name=actor.name[:120], reason=row.reason) for row in rows
    )
    return [
        Change(
            "nominations.propose",
            row._meta.label_lower,
            row.pk,
            f"{row.person.full_name}: {row.round.title}"[:200],
            row.person_id,
            row.unit.path,
            {"rank": row.proposed_rank, "reason": row.reason},
        )
        for row in rows
    ]


@verb
def order_proposals(*, actor: Actor, round: NominationRound, unit: Unit, order: Sequence[int]) -> None:
    """Put the proposals of a unit in another order; `order` are their ids, all of them.

    Raises:
        Forbidden: the actor does not act for the unit.
        Refused: round_not_open | order_changed (somebody proposed or withdrew meanwhile).
    """
    require(policy.can_propose_from(actor, round, unit))
    locked = steps.lock(round)
    if locked.state != "open":
        raise Refused("round_not_open")
    rows = {row.pk: row for row in locked.nominations.filter(unit=unit, state=NominationState.PROPOSED)}
    if set(order) != set(rows) or len(order) != len(rows):
        raise Refused("order_changed")
    for place, pk in enumerate(order, start=1):
        rows[pk].proposed_rank = place
    Nomination.objects.bulk_update(rows.values(), ["proposed_rank"])
    record(actor, [steps.round_changed("order_proposals", locked, unit=unit.code, order=list(order))])


@verb
def withdraw_people(*, actor: Actor, round: NominationRound, ids: Sequence[int], reason: str, today: date, now: datetime) -> int:
    """Take dossiers back, with the reason; places become free and the next in rank move up. Returns how many were taken back.

    Raises:
        Forbidden: the actor may withdraw none or not all of them.
        Refused: nobody_picked | step_out_of_order | dossier_reason_missing | already_enrolled.
    """
    locked = steps.lock(round)
    rows = steps.picked(locked, ids)
    if not all(policy.can_withdraw(actor, row) for row in rows):
        raise Forbidden
    check_step(Step.WITHDRAW, [row.state for row in rows], reason)
    enrolled = locked.nominations.filter(pk__in=ids, enrollment__isnull=False).select_related("person").first()
    if enrolled is not None:
        raise Refused("already_enrolled", name=enrolled.person.full_name)
    held = any(row.state in HOLDING for row in rows)
    steps.give_up_places(rows)
    changes = steps.move(rows, NominationState.WITHDRAWN, actor=actor, now=now, reason=reason)
    if held:
        changes += steps.move_up(locked, actor=actor, today=today, now=now)
    steps.rank_again(locked)
    record(actor, changes)
    return len(rows)
