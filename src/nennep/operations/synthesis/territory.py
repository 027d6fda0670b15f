"""Writing a province or a ward: its units, its people committee by committee, its classes."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from nennep.operations.synthesis import inhabitants
from nennep.operations.synthesis.inhabitants import BASE_POSTS, BODY_POSTS, OFFICIAL, Invented
from nennep.operations.synthesis.lessons import AT_SCHOOL, Wish, lessons
from nennep.operations.synthesis.plan import Body, PlannedUnit, Territory, inside
from nennep.operations.synthesis.residents import settle
from nennep.operations.synthesis.school import Learner, School
from nennep.operations.synthesis.soil import Planted, Soil

NAMELESS = "Trường Chính trị tỉnh"
Tell = Callable[[int], None]


def write(territory: Territory, soil: Soil, *, seed: int, today: date, tell: Tell) -> None:
    """Insert everything of a territory; `tell` hears after each committee how many people came. Joins the caller's transaction."""
    known = {unit.code for unit in territory.upper}
    soil.plant(territory.upper)
    soil.plant([body.unit for body in territory.bodies if body.unit.code not in known])
    soil.plant([center for center, _ in territory.centers])
    soil.serve(territory.centers)
    if territory.school:
        soil.plant([territory.school])
        soil.serve([(territory.school, [territory.code])])
    at_school: tuple[list[Wish], list[Learner]] = ([], [])
    for body in territory.bodies:
        _write_body(body, soil, f"{seed}/{body.unit.code}", today, at_school)
        tell(body.people)
    chance = Random(f"{seed}/{territory.code}/school")  # noqa: S311 - invented people, no secrets
    provider = soil.units[territory.school.code] if territory.school else None
    school = School(soil, provider, territory.code, today, "" if provider else NAMELESS)
    school.hold(lessons(at_school[0], chance, today.toordinal()), at_school[1], chance)


def _write_body(body: Body, soil: Soil, seed: str, today: date, at_school: tuple[list[Wish], list[Learner]]) -> None:
    chance = Random(seed)  # noqa: S311 - invented people, no secrets
    own = soil.units[body.unit.code]
    units, homes = inside(body, chance)
    planted = soil.plant(units)
    cells = [planted[place] for place, _ in homes]
    people = list(inhabitants.inhabitants([size for _, size in homes], chance, today))
    for one in people:
        one.posts = [(cells[home].pk, title, since) for home, title, since in one.posts]
    _appoint(people, _posts(units, planted, own), chance, today.toordinal())
    residents = settle(body.unit.code, people, cells, today)
    learners = [Learner(resident, own.pk) for resident in residents]
    wishes = [Wish(program, since, at) for at, one in enumerate(people) for program, since in one.courses]
    for wish in wishes:
        if wish.program in AT_SCHOOL:
            at_school[0].append(Wish(wish.program, wish.since, len(at_school[1])))
            at_school[1].append(learners[wish.learner])
    center = School(soil, soil.units[body.center], body.unit.code, today)
    center.hold(lessons((wish for wish in wishes if wish.program not in AT_SCHOOL), chance, today.toordinal()), learners, chance)
    center.announce(own)


def _posts(units: Sequence[PlannedUnit], planted: Sequence[Planted], own: Planted) -> list[tuple[int, str]]:
    """Return the posts of a committee and of its base organizations: (unit, title)."""
    bases = [at.pk for unit, at in zip(units, planted, strict=True) if unit.kind == "base_committee"]
    return [(own.pk, title) for title in BODY_POSTS] + [(base, title) for base in bases for title in BASE_POSTS]


def _appoint(people: Sequence[Invented], posts: Sequence[tuple[int, str]], chance: Random, day: int) -> None:
    """Give the posts to official members who have none yet."""
    free = [one for one in people if one.standing == OFFICIAL and not one.posts]
    for one, (unit, title) in zip(chance.sample(free, min(len(free), len(posts))), posts, strict=False):
        one.posts.append((unit, title, day - 200 - int(chance.random() * 1600)))
        one.planned = ""
