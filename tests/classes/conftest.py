"""One town with two providers, two wards and their people, as the permission tests need it."""

from dataclasses import dataclass

import pytest

from nennep.classes.models import ClassSession, Enrollment, TrainingClass
from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.organizations.queries.actor import actor_of
from nennep.people.models import Person
from tests.factories.classes import enroll, training_class
from tests.factories.organizations import TODAY, actor_with, unit, user
from tests.factories.people import person


@dataclass
class Town:
    """Units, people and who acts for them."""

    top: Unit
    ward: Unit
    cell: Unit
    other_cell: Unit
    other_ward: Unit
    center: Unit
    other_center: Unit
    an: Person
    binh: Person
    chi: Person
    registrar: Actor
    officer: Actor
    secretary: Actor
    other_secretary: Actor
    other_officer: Actor
    other_registrar: Actor

    def member(self, of: Person) -> Actor:
        """Return a trainee as an actor."""
        if of.user is None:
            of.user = user()
            of.save(update_fields=["user"])
        return actor_of(of.user, today=TODAY)


@pytest.fixture
def town(db: None) -> Town:
    """Make the town: An and Bình belong to the ward, Chi to the other one."""
    top = unit(kind="town")
    ward, other_ward = unit(parent=top, kind="ward", name="Phường Đông"), unit(parent=top, kind="ward", name="Phường Tây")
    cell, other_cell = unit(parent=ward), unit(parent=ward)
    center = unit(parent=top, kind="political_center", name="Trung tâm chính trị")
    other_center = unit(parent=top, kind="political_center", name="Trung tâm khác")
    return Town(
        top=top,
        ward=ward,
        cell=cell,
        other_cell=other_cell,
        other_ward=other_ward,
        center=center,
        other_center=other_center,
        an=person(cell, full_name="Nguyễn Văn An"),
        binh=person(other_cell, full_name="Trần Thị Bình"),
        chi=person(other_ward, full_name="Lê Thị Chi"),
        registrar=actor_with(Role.REGISTRAR, center),
        officer=actor_with(Role.OFFICER, ward),
        secretary=actor_with(Role.CELL_SECRETARY, cell),
        other_secretary=actor_with(Role.CELL_SECRETARY, other_cell),
        other_officer=actor_with(Role.OFFICER, other_ward),
        other_registrar=actor_with(Role.REGISTRAR, other_center),
    )


@dataclass
class Taught:
    """A class in progress with An and Bình of the ward and Chi of the other one."""

    of: TrainingClass
    an: Enrollment
    binh: Enrollment
    chi: Enrollment

    @property
    def first(self) -> ClassSession:
        """Return the first session."""
        return self.of.sessions.select_related("training_class__provider", "gathering").get(ordinal=1)


@pytest.fixture
def taught(town: Town) -> Taught:
    """Make the class."""
    made = training_class(town.center)
    an, binh = enroll(made, town.an, town.binh, sender=town.ward)
    (chi,) = enroll(made, town.chi, sender=town.other_ward)
    return Taught(made, an, binh, chi)
