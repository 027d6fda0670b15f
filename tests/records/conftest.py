"""A certificate issued by a center to somebody of a ward, and who has to do with it."""

from dataclasses import dataclass
from datetime import date

import pytest

from nennep.core.actors import Actor, Role
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.records.actions.steps import NewCertificate, NewCompletion, add_completions, issue_certificates
from nennep.records.models import Certificate
from tests.factories.classes import program
from tests.factories.organizations import actor_with, unit
from tests.factories.people import person

DAY = date(2026, 3, 2)


@dataclass
class Issued:
    """The certificate and the people."""

    certificate: Certificate
    center: Unit
    holder: Person
    registrar: Actor
    officer: Actor
    other_registrar: Actor
    other_officer: Actor


def issue(center: Unit, holder: Person, number: str = "12/GCN-TTCT") -> Certificate:
    """Issue a certificate."""
    (completion,) = add_completions(
        [NewCompletion(holder.pk, program().pk, DAY, f"class:{number}", classification="gioi", classification_label="giỏi")]
    )
    row = NewCertificate(
        completion, number, holder.full_name, "12/03/1985", "giấy chứng nhận", "Lớp đảng viên mới khóa 1", date(2026, 2, 26), DAY
    )
    return issue_certificates([row], issuer_id=center.pk, issuer_name=center.name, issued_on=DAY)[0]


@pytest.fixture
def issued(db: None) -> Issued:
    """Issue one certificate."""
    top = unit(kind="town")
    ward, other_ward = unit(parent=top, kind="ward"), unit(parent=top, kind="ward")
    center, other_center = (unit(parent=top, kind="political_center", name=f"Trung tâm {n}") for n in (1, 2))
    holder = person(ward, full_name="Nguyễn Văn Ánh")
    return Issued(
        certificate=issue(center, holder),
        center=center,
        holder=holder,
        registrar=actor_with(Role.REGISTRAR, center),
        officer=actor_with(Role.OFFICER, ward),
        other_registrar=actor_with(Role.REGISTRAR, other_center),
        other_officer=actor_with(Role.OFFICER, other_ward),
    )
