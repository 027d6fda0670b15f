"""The statement of `due` against the rule: generated people, requirements and days must come out the same."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from nennep.core.actors import console
from nennep.obligations.models import Progress, Requirement, Waiver
from nennep.obligations.queries.due import DueFilter, lines
from nennep.obligations.queries.requirement import Asked, asked_on
from nennep.obligations.rules.requirement import Facts, Held, Learned, judge
from nennep.obligations.rules.state import State
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person, Post, Standing, SuccessionEntry, TheoryLevel
from nennep.programs.models import Program
from nennep.records.models import Certificate, Completion
from nennep.vietnamese.text import squash
from tests.factories.obligations import requirement
from tests.factories.organizations import unit

pytestmark = pytest.mark.django_db
TITLES = ("Bí thư chi bộ", "Bí thư chi bộ khối 3", "Phó bí thư đảng ủy", "Trưởng thôn")
PROGRAMS = ("DVM", "NTVD", "TC", "CC", "TH", "BTCB")
DAYS = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31))
EDGES = (date(2020, 2, 29), date(2023, 2, 28), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1), date(2025, 3, 1))
PEOPLE = 250
RELATED = ("posts__unit", "succession__unit", "completions__certificate", "theory_levels", "waivers")


class World:
    """Random rows, seeded."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        ward = unit("W", kind="ward")
        self.units = [ward, unit("W-1", parent=ward), unit("W-2", parent=ward, kind="base_cell")]
        self.programs = {one.code: one for one in Program.objects.all()}

    def day(self) -> date:
        if self.random.random() < 0.4:
            return self.random.choice(EDGES)
        return date(2019, 1, 1) + timedelta(days=self.random.randrange(2700))

    def maybe(self, share: float = 0.5) -> date | None:
        return self.day() if self.random.random() < share else None

    def span(self) -> tuple[date | None, date | None]:
        start = self.maybe(0.8)
        end = self.maybe(0.4)
        return (start, max(start, end)) if start and end else (start, end)

    def some(self, things: Iterable[object], share: float) -> list[object]:
        return [thing for thing in things if self.random.random() < share]

    def make(self, number: int) -> None:
        place = self.random.choice(self.units)
        admitted = self.maybe(0.8)
        person = Person.objects.create(code=f"P{number:04d}", full_name="A", sort_key="A", search_key="a", admitted_on=admitted)
        self._belong(person, place)
        for title in self.some(TITLES, 0.3):
            self._hold(person, str(title))
        for level in self.some(("SC", "TC", "CC"), 0.15):
            TheoryLevel.objects.create(person=person, level=level, achieved_on=self.maybe())
        for code in self.some(PROGRAMS * 2, 0.2):
            self._learn(person, self.programs[str(code)])
        for code in self.some(PROGRAMS, 0.2):
            start, end = self.span()
            state = self.random.choice(("nominated", "in_class"))
            Progress.objects.create(
                person=person, program=self.programs[str(code)], state=state, source="x:1", starts_on=start, ends_on=end
            )
        for asked in self.some(Requirement.objects.all(), 0.1):
            start, end = self.span()
            Waiver.objects.create(person=person, requirement=asked, reason="ốm", starts_on=start or date(2019, 1, 1), ends_on=end)

    def _belong(self, person: Person, place: Unit) -> None:
        standing = self.random.choice(list(Standing))
        Membership.objects.create(person=person, unit=place, standing=standing, starts_on=self.maybe(0.5))

    def _hold(self, person: Person, title: str) -> None:
        kind = self.random.choice((Post, SuccessionEntry))
        start, end = self.span()
        place = self.random.choice(self.units)
        kind.objects.create(person=person, unit=place, title=title, title_key=squash(title), starts_on=start, ends_on=end)

    def _learn(self, person: Person, program: Program) -> None:
        number = Completion.objects.count()
        made = Completion.objects.create(
            person=person, program=program, completed_on=self.day(), valid_until=self.maybe(0.1), source=f"s:{number}"
        )
        if self.random.random() < 0.5:
            Certificate.objects.create(
                completion=made, number=f"{number}", token=f"{number}", issued_on=self.maybe(0.8), revoked_on=self.maybe(0.1)
            )


def requirements() -> None:
    """Beside the shipped ones: every kind of anchor, and conditions together."""
    requirement()
    held = {"post_titles": ["Bí thư chi bộ", "Phó bí thư đảng ủy"]}
    planned = {"succession_titles": ["Bí thư chi bộ"]}
    requirement("after_post", anchor="post", offset_months=6, **held)
    requirement("after_plan", anchor="succession", offset_months=13, **planned)
    requirement("either", anchor="post", offset_months=1, level="TC", unit_kinds=["cell"], **held, **planned)
    requirement("kind", anchor="admission", offset_months=1, unit_kinds=["base_cell"], standings=["official", "probationary"])
    requirement("renewed", anchor="admission", offset_months=12, validity_months=12)
    requirement("everybody", anchor="year")


def holds(one: Progress | Waiver, as_of: date) -> bool:
    return (one.starts_on is None or one.starts_on <= as_of) and (one.ends_on is None or as_of <= one.ends_on)


def held(rows: Iterable[Post | SuccessionEntry]) -> list[Held]:
    return [Held(one.title, one.unit.kind_id, one.starts_on, one.ends_on) for one in rows]


def learned(one: Completion) -> Learned:
    paper = getattr(one, "certificate", None)
    issued, revoked = (paper.issued_on, paper.revoked_on) if paper else (None, None)
    return Learned(one.program_id, one.completed_on, issued, one.valid_until, revoked)


def facts_of(asked: Asked, row: Membership, progress: list[Progress], as_of: date) -> Facts:
    """Put one person's facts together with plain loops."""
    person = row.person
    states = {one.state for one in progress if one.program_id in asked.terms.programs and holds(one, as_of)}
    return Facts(
        standing=row.standing,
        kind=row.unit.kind_id,
        admitted_on=person.admitted_on,
        posts=held(person.posts.all()),
        planned=held(person.succession.all()),
        learned=[learned(one) for one in person.completions.all()],
        levels=[(one.level, one.achieved_on) for one in person.theory_levels.all()],
        waived=any(one.requirement_id == asked.requirement.pk and holds(one, as_of) for one in person.waivers.all()),
        in_class="in_class" in states,
        nominated="nominated" in states,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_statement_says_what_the_rule_says(seed: int) -> None:
    requirements()
    world = World(seed)
    for number in range(PEOPLE):
        world.make(number)
    rows = Membership.objects.select_related("unit").prefetch_related(*(f"person__{name}" for name in RELATED))
    progress: dict[int, list[Progress]] = {}
    for one in Progress.objects.all():
        progress.setdefault(one.person_id, []).append(one)
    seen = set()
    for as_of in DAYS:
        present = [row for row in rows if row.starts_on is None or row.starts_on <= as_of]
        pairs = [(asked, row) for asked in asked_on(as_of) for row in present]
        judged = {
            (asked.requirement.code, row.person.code): judge(
                asked.terms, facts_of(asked, row, progress.get(row.person_id, []), as_of), as_of
            )
            for asked, row in pairs
        }
        expected = {key: (one.state, one.due, one.overdue) for key, one in judged.items() if one}
        found = lines(console(), world.units[0], as_of, DueFilter(states=frozenset(State)))
        told = {(one.requirement.code, one.person_code): (one.state, one.due, one.overdue) for one in found}
        assert told == expected
        assert len(found) == len(expected)
        seen |= {state for state, _, _ in told.values()}
    assert seen == set(State)
