"""Rounds and dossiers for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nennep.core import clock
from nennep.core.actors import Actor, Role, console
from nennep.nominations import catalog
from nennep.nominations.actions.proposal import Proposal, propose_people
from nennep.nominations.actions.round import RoundPlan, open_round, start_review
from nennep.nominations.actions.selection import decide_people
from nennep.nominations.actions.submission import submit_list
from nennep.nominations.models import Nomination, NominationRound, NominationState
from nennep.organizations.models import Unit
from nennep.people.models import Person, Standing
from tests.factories import organizations as units
from tests.factories import people
from tests.factories import planning as quotas
from tests.factories.organizations import TODAY

NOW = clock.now()
FAR = date(2099, 12, 31)  # the tests of pages run on the day they run


@dataclass(frozen=True)
class Town:
    """A ward with two cells and a provider, and who acts there."""

    ward: Unit
    cells: Sequence[Unit]
    provider: Unit
    approver: Actor
    officer: Actor
    secretary: Actor
    registrar: Actor


def town(places: int = 2) -> Town:
    """Make a ward with a quota of `places` for TC, unshared, with the conditions of the catalog."""
    quotas.program()
    catalog.load()
    province = units.unit(kind="province")
    ward = units.unit(kind="ward", parent=province, name="Đảng ủy phường Mẫu")
    provider = units.unit(kind="political_school", name="Trường Chính trị tỉnh Mẫu", parent=province)
    cells = [units.unit(parent=ward, name=f"Chi bộ khối {number}") for number in (1, 2)]
    if places:
        quotas.quota(ward, places)
    return Town(
        ward=ward,
        cells=cells,
        provider=provider,
        approver=units.actor_with(Role.APPROVER, ward),
        officer=units.actor_with(Role.OFFICER, ward),
        secretary=units.actor_with(Role.CELL_SECRETARY, cells[0]),
        registrar=units.actor_with(Role.REGISTRAR, provider),
    )


def fit_person(cell: Unit, full_name: str = "Nguyễn Văn Mẫu", **fields: object) -> Person:
    """Make a member who meets every condition for TC."""
    known: dict[str, object] = {"education": "Đại học Luật", "born_on": date(1988, 5, 1), "sex": "M", "standing": Standing.OFFICIAL}
    made = people.person(cell, full_name=full_name, **(known | fields))
    people.post(made, cell, "Phó Bí thư chi bộ")
    return made


def round(of: Town, **fields: object) -> NominationRound:
    """Open a round of the ward for TC, in its window for long."""
    plan: dict[str, object] = {
        "program": quotas.program(),
        "year": quotas.YEAR,
        "title": "Cử đi học trung cấp",
        "opens_on": TODAY,
        "closes_on": FAR,
        "provider": of.provider,
    }
    return open_round(actor=console(), unit=of.ward, plan=RoundPlan(**(plan | fields)))  # type: ignore[arg-type]  # the fields of a plan


def propose(into: NominationRound, cell: Unit, *persons: Person, actor: Actor | None = None) -> list[Nomination]:
    """Propose people of a cell, in this order."""
    proposals = [Proposal(person, "Quy hoạch cấp ủy") for person in persons]
    return propose_people(actor=actor or console(), round=into, unit=cell, proposals=proposals, today=TODAY, now=NOW)


def reviewed(of: Town, count: int = 3) -> tuple[NominationRound, list[Nomination]]:
    """Make a round under review with `count` dossiers of the first cell."""
    made = round(of)
    names = [f"Trần Văn {letter}" for letter in "AĂÂBCDĐEÊGH"[:count]]
    rows = propose(made, of.cells[0], *[fit_person(of.cells[0], name) for name in names])
    start_review(actor=console(), round=made)
    made.refresh_from_db()
    return made, rows


def decide(
    into: NominationRound, outcome: NominationState, *rows: Nomination, reason: str = "", actor: Actor | None = None
) -> None:
    """Decide on dossiers."""
    ids = [row.pk for row in rows]
    decide_people(actor=actor or console(), round=into, ids=ids, outcome=outcome, reason=reason, today=TODAY, now=NOW)


def submitted(of: Town, going: int = 2, reserve: int = 1) -> tuple[NominationRound, list[Nomination]]:
    """Make a round whose list was sent, with people in reserve."""
    made, rows = reviewed(of, going + reserve)
    decide(made, NominationState.SELECTED, *rows[:going])
    if reserve:
        decide(made, NominationState.RESERVE, *rows[going:])
    submit_list(actor=console(), round=made, today=TODAY, now=NOW)
    made.refresh_from_db()
    return made, rows
