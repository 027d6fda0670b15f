"""Whom a unit may propose: its own people, with what speaks for or against each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from nennep.core.actors import Actor
from nennep.nominations.models import Check, Nomination, NominationRound, NominationState
from nennep.nominations.queries import eligibility
from nennep.nominations.rules.eligibility import Line, stops
from nennep.nominations.wording import ShownLine, shown
from nennep.obligations.queries import due
from nennep.obligations.queries.due import DueFilter
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import in_force
from nennep.organizations.scope import within
from nennep.people.models import Membership, Person, Post
from nennep.people.queries.person import named


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One person who may be proposed; `due` is the day by which she must learn it (None: no requirement, or no day)."""

    person: Person
    lines: Sequence[Line]
    stopped: bool
    failed: int
    unknown: int
    due: date | None
    must: bool

    @property
    def shown(self) -> list[ShownLine]:
        """The lines as a page shows them."""
        return shown([asdict(line) for line in self.lines])


def candidates(round: NominationRound, unit: Unit, today: date, *, q: str = "", everybody: bool = False) -> QuerySet[Person]:
    """Return the people of a unit and below who are not proposed yet, by given name; unless `everybody`, of a fitting standing."""
    here = Membership.objects.filter(within([unit.path], "unit__path"), person=OuterRef("pk"), ends_on=None)
    wanted = [one.params.get("standings") for one in eligibility.conditions(round.program, today) if one.check == Check.STANDING]
    if wanted and wanted[0] and not everybody:
        here = here.filter(standing__in=wanted[0])
    proposed = Nomination.objects.filter(round=round, person=OuterRef("pk")).exclude(state=NominationState.WITHDRAWN)
    people = Person.objects.filter(Exists(here), ~Exists(proposed), named(q))
    return people.order_by("sort_key", "pk").prefetch_related(
        Prefetch("memberships", Membership.objects.filter(ends_on=None).select_related("unit"), to_attr="open_memberships"),
        Prefetch("posts", Post.objects.filter(in_force(today)).order_by("id"), to_attr="posts_today"),
    )


def candidate_rows(actor: Actor, round: NominationRound, unit: Unit, people: Sequence[Person], today: date) -> list[CandidateRow]:
    """Return people with their lines of eligibility and the day by which they must learn it."""
    ids = [person.pk for person in people]
    lines = eligibility.lines(round, ids, today)
    asked = {line.person_id: line.due for line in due.lines(actor, unit, today, DueFilter(program=round.program.code, people=ids))}
    return [_row(person, lines.get(person.pk, []), asked) for person in people]


def _row(person: Person, lines: Sequence[Line], asked: dict[int, date | None]) -> CandidateRow:
    return CandidateRow(
        person=person,
        lines=lines,
        stopped=stops(lines) is not None,
        failed=sum(line.passed is False for line in lines),
        unknown=sum(line.passed is None for line in lines),
        due=asked.get(person.pk),
        must=person.pk in asked,
    )
