"""A ward in the middle of its year, with everybody who works on sending people to study."""

from dataclasses import dataclass
from datetime import timedelta

from nennep.accounts.models import User
from nennep.core import clock
from nennep.core.actors import Role
from nennep.nominations import catalog as conditions
from nennep.organizations.models import ServedUnit, Unit
from nennep.people.models import Person, Standing
from tests.factories import organizations as make
from tests.factories import people, planning, programs

AN, BINH, CUC = "Trần Thị An", "Lê Văn Bình", "Phạm Thị Cúc"
PROGRAM = "Bồi dưỡng lý luận chính trị cho đảng viên mới"
WARD = "Đảng ủy phường Mẫu"
CENTER = "Trung tâm Chính trị phường Mẫu"


@dataclass(frozen=True)
class Town:
    """A ward with two places for the class of new members, and its cell with three of them."""

    ward: Unit
    cell: Unit
    center: Unit
    secretary: User
    officer: User
    approver: User
    registrar: User
    people: list[Person]


def town() -> Town:
    """Make it."""
    program = programs.program("DVM")
    conditions.load()
    province = make.unit(kind="province", name="Tỉnh ủy Mẫu")
    ward = make.unit(kind="ward", parent=province, name=WARD)
    cell = make.unit(parent=ward, name="Chi bộ khối 1")
    center = make.unit(kind="political_center", parent=province, name=CENTER)
    ServedUnit.objects.create(provider=center, unit=ward)
    planning.quota(ward, 2, of=program, year=clock.today().year)
    return Town(
        ward=ward,
        cell=cell,
        center=center,
        secretary=make.user_with(Role.CELL_SECRETARY, cell, full_name="Nguyễn Thị Bí Thư"),
        officer=make.user_with(Role.OFFICER, ward, full_name="Trần Văn Cán"),
        approver=make.user_with(Role.APPROVER, ward, full_name="Lê Thị Thường"),
        registrar=make.user_with(Role.REGISTRAR, center, full_name="Phạm Văn Giáo"),
        people=[_new_member(cell, name) for name in (AN, BINH, CUC)],
    )


def _new_member(cell: Unit, full_name: str) -> Person:
    admitted = clock.today() - timedelta(days=90)
    return people.person(cell, full_name=full_name, standing=Standing.PROBATIONARY, admitted_on=admitted, starts_on=admitted)
