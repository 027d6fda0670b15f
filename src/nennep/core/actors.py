"""Who acts: plain values, so that policies and rules need no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The roles that a grant gives at a unit; each flows down the tree from that unit."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    APPROVER = "approver"
    CELL_SECRETARY = "cell_secretary"
    REGISTRAR = "registrar"
    LECTURER = "lecturer"
    GROUP_LEADER = "group_leader"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class GrantFact:
    """One grant in force today: `role` at the unit `unit_id`, whose place in the tree is `path`."""

    role: Role
    unit_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, a token or the console, with the grants in force at this moment.

    `unit_id` is the unit in which one acts now (None: not chosen). The console acts everywhere.
    """

    user_id: int | None
    name: str
    grants: tuple[GrantFact, ...] = ()
    person_id: int | None = None
    unit_id: int | None = None
    everywhere: bool = field(default=False)

    def paths(self, *roles: Role) -> list[str]:
        """Return the paths of the units where the actor holds one of `roles` (all roles when none is named)."""
        if self.everywhere:
            return [""]
        return sorted({grant.path for grant in self.grants if not roles or grant.role in roles})

    def holds(self, path: str, *roles: Role) -> bool:
        """Say whether one of `roles` reaches the unit at `path`: held there or at a unit above."""
        return reaches(self.paths(*roles), path)


def reaches(paths: Iterable[str], path: str) -> bool:
    """Say whether `path` lies at or below one of `paths`."""
    return any(path.startswith(top) for top in paths)


def console(name: str = "nennep") -> Actor:
    """Return the actor of a command: the operator of the machine, who acts everywhere."""
    return Actor(user_id=None, name=name, everywhere=True)
