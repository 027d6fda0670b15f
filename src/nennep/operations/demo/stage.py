"""What the scenes of the demonstration share: days, units, people, and the persons who act."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from nennep.accounts.models import User
from nennep.core.actors import Actor, GrantFact, Role, console
from nennep.operations.demo.population import Invented, Population
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import actor_of
from nennep.people.models import Person
from nennep.programs.models import Program

R = TypeVar("R")
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def act(verb: Callable[..., R], **arguments: Any) -> R:
    """Call a verb inside the one transaction of the demonstration: all of it comes in, or nothing."""
    inner: Callable[..., R] = verb.__wrapped__  # type: ignore[attr-defined]  # what the decorator of verbs keeps
    return inner(**arguments)


class Stage:
    """The units, people and programs by code, and today."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.today = population.today
        self.console = console("nennep demo")
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.programs = {program.code: program for program in Program.objects.all()}

    def look_up(self) -> None:
        """Read units and people, once they are there."""
        self.units = {unit.code: unit for unit in Unit.objects.select_related("kind", "parent")}
        self.people = {person.code: person for person in Person.objects.all()}

    def day(self, ago: int) -> date:
        """Return the day so many days ago (negative: to come)."""
        return self.today - timedelta(days=ago)

    def moment(self, ago: int, hour: int = 9, minute: int = 0) -> datetime:
        """Return an hour of that day in Vietnam."""
        return datetime.combine(self.day(ago), time(hour, minute), VIETNAM)

    def persons(self, invented: Iterable[Invented]) -> list[Person]:
        """Return the records of invented people."""
        return [self.people[one.code] for one in invented]

    def account(self, username: str) -> Actor:
        """Return an account of the demonstration as an actor."""
        user = User.objects.select_related("person").get(username=username)
        return actor_of(user, today=self.today)

    def somebody(self, unit: Unit, role: Role) -> Actor:
        """Return an actor of a unit that has no account here: its name stands in the log."""
        return Actor(user_id=None, name=unit.name, grants=(GrantFact(role, unit.pk, unit.path),), unit_id=unit.pk)
