"""Plans, and two wards with everything that a reorganization must carry along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from nennep.accounts.models import SavedView, User
from nennep.classes.models import TrainingClass
from nennep.core.actors import Actor, Role, console
from nennep.nominations.models import Nomination, NominationRound, NominationState
from nennep.organizations.models import ServedUnit, Unit
from nennep.people.models import Person, SuccessionEntry
from nennep.reorganizations.actions.plan import Told, carry_out, draft_plan
from nennep.reorganizations.models import Reorganization
from nennep.reorganizations.rules.deed import Deed, Line
from tests.factories import classes, nominations, organizations, people, planning

DAY = date(2026, 3, 1)
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@dataclass
class Wards:
    """Two wards of a province: A with a round whose dossiers hold places, a center with a class, and a cell each."""

    province: Unit
    a: Unit
    b: Unit
    a1: Unit
    b1: Unit
    center: Unit
    secretaries: tuple[Person, Person]
    round: NominationRound
    chosen: Nomination
    training_class: TrainingClass
    officer: User


def wards() -> Wards:
    """Make them."""
    town = nominations.town(places=4)
    round_, rows = nominations.reviewed(town, 2)
    nominations.decide(round_, NominationState.SELECTED, rows[0])
    a, a1, province = town.ward, town.cells[0], town.ward.parent
    assert province is not None
    b = organizations.unit("PB", parent=province, kind="ward", name="Đảng ủy phường B")
    b1 = organizations.unit("B1", parent=b)
    planning.quota(b, 3)
    center = organizations.unit("TTCT", parent=a, kind="political_center")
    ServedUnit.objects.create(provider=center, unit=a)
    officer = organizations.user_with(Role.OFFICER, a)
    SavedView.objects.create(user=officer, route="people:list", label="Phường A", query=f"unit={a.pk}&q=hi%E1%BB%87u")
    secretaries = (people.person(a, full_name="Nguyễn Văn An"), people.person(b, full_name="Lê Thị Bình"))
    for person, ward in zip(secretaries, (a, b), strict=True):
        people.post(person, ward, "Bí thư Đảng ủy", starts_on=date(2020, 5, 1))
    people.post(secretaries[0], b, "Ủy viên", starts_on=date(2021, 5, 1))
    SuccessionEntry.objects.create(person=secretaries[1], unit=b, title="Bí thư", title_key="bithu", starts_on=date(2024, 1, 1))
    made = classes.training_class(center)
    for cell, ward in ((a1, a), (b1, b)):
        classes.enroll(made, people.person(cell), sender=ward)
    return Wards(province, a, b, a1, b1, center, secretaries, round_, rows[0], made, officer)


def drafted(*lines: Line, actor: Actor | None = None, on: date = DAY) -> Reorganization:
    """Put a plan down."""
    return draft_plan(actor=actor or console(), told=Told(lines, on, "12-QĐ/TU"), now=NOW)


def done(*lines: Line, actor: Actor | None = None, on: date = DAY) -> Reorganization:
    """Carry a plan out."""
    return carry_out(actor=actor or console(), reorganization=drafted(*lines, on=on), today=TODAY, now=NOW)


def merged(of: Wards) -> Reorganization:
    """Merge the two wards into a new one."""
    return done(Line(2, Deed.MERGE, of.a.code, "PC", "Đảng ủy phường C"), Line(3, Deed.MERGE, of.b.code, "PC"))


def everything() -> Mapping[str, list[dict[str, Any]]]:
    """Return all rows of all tables of ours but the log and the plans themselves."""
    ours: list[type[models.Model]] = [model for model in apps.get_models() if model.__module__.startswith("nennep.")]
    kept = [model for model in ours if model._meta.app_label not in {"audit", "reorganizations"}]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept}
