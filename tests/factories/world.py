"""A small world with everybody who could knock at a door, for the role × route table."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from nennep.accounts.models import ApiToken, User
from nennep.attendance.models import LeaveRequest
from nennep.classes.models import Enrollment
from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.documents.actions.steps import store_file
from nennep.documents.models import OfficialDocument
from nennep.exchange.models import ImportBatch
from nennep.jobs.models import Job
from nennep.nominations import catalog as conditions
from nennep.nominations.actions.round import RoundPlan, open_round
from nennep.nominations.models import EntryCondition, NominationRound, RoundState
from nennep.organizations.models import Grant, ServedUnit, Unit
from nennep.people.models import Person, Standing
from nennep.programs import catalog as programs
from nennep.programs.models import RuleSet
from nennep.records.models import Certificate, Completion
from nennep.reorganizations.models import Reorganization
from tests.factories import campaigns, classes, nominations, obligations, people, planning
from tests.factories import organizations as make

SECRET = "Lê Thị Kín Đáo"  # the name of the person whom strangers must never read


@dataclass(frozen=True)
class World:
    """`cast` knocks as 'role place' ('officer above'); `things` are what the addresses name.

    Places are seen from the cell `here`, where the person is: `above` is its ward, `top` the province, `below` a cell under
    it, `beside` another cell of the ward, `away` another ward; `school` teaches, `other school` does not.
    """

    units: dict[str, Unit]
    cast: dict[str, User | None]
    things: dict[str, int | str]


ROLES_AT = {
    "top": [Role.ADMINISTRATOR, Role.OFFICER],
    "above": [Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER],
    "here": [Role.OFFICER, Role.CELL_SECRETARY, Role.MEMBER],
    "below": [Role.OFFICER, Role.CELL_SECRETARY],
    "beside": [Role.CELL_SECRETARY],
    "away": [Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER],
    "school": [Role.REGISTRAR, Role.LECTURER],
    "other school": [Role.REGISTRAR],
}


def world() -> World:
    """Make it."""
    programs.load()
    units = _units()
    cast: dict[str, User | None] = {"nobody": None, "without role": make.user()}
    for place, roles in ROLES_AT.items():
        for role in roles:
            cast[f"{role.value.removeprefix('cell_')} {place}"] = make.user_with(role, units[place])
    person = people.person(
        units["here"], full_name=SECRET, standing=Standing.PROBATIONARY, user=make.user_with(Role.MEMBER, units["here"])
    )
    leader = people.person(units["here"], full_name="Phạm Văn Trưởng", user=make.user_with(Role.MEMBER, units["here"]))
    stranger = people.person(units["beside"], full_name="Đỗ Văn Khác", user=make.user_with(Role.MEMBER, units["beside"]))
    cast |= {"oneself": person.user, "group leader": leader.user, "another member": stranger.user}
    return World(units, cast, _things(units, person, leader, cast))


def _units() -> dict[str, Unit]:
    top = make.unit("T", kind="province")
    ward = make.unit("W", kind="ward", parent=top)
    away = make.unit("W2", kind="ward", parent=top)
    here = make.unit("C", kind="base_committee", parent=ward)
    school = make.unit("S", kind="political_center", parent=top)
    ServedUnit.objects.create(provider=school, unit=ward)
    return {
        "top": top,
        "above": ward,
        "away": away,
        "here": here,
        "below": make.unit("D", parent=here),
        "beside": make.unit("C2", parent=ward),
        "school": school,
        "other school": make.unit("S2", kind="political_center", parent=top),
    }


def _things(units: dict[str, Unit], person: Person, leader: Person, cast: dict[str, User | None]) -> dict[str, int | str]:
    now, ward, here = clock.now(), units["above"], units["here"]
    officer, secretary = cast["officer above"], cast["secretary here"]
    assert officer is not None
    assert secretary is not None
    if not default_storage.exists("jobs/x.txt"):
        default_storage.save("jobs/x.txt", ContentFile(b"x"))
    things: dict[str, int | str] = {
        "unit": here.pk,
        "ward": ward.pk,
        "below": units["below"].pk,
        "school": units["school"].pk,
        "account": secretary.pk,
        "grant": Grant.objects.get(user=secretary).pk,
        "token": ApiToken.objects.create(user=officer, name="máy", digest="0" * 64, hint="nnp_").pk,
        "job": Job.objects.create(kind="x", created_by=officer, unit_path=ward.path, created_at=now, result_file="jobs/x.txt").pk,
        "person": person.pk,
        "post": people.post(person, here, "Phó Bí thư").pk,
        "document": OfficialDocument.objects.create(
            unit=ward, symbol="1-DS/ĐU", type_code="DS", abstract="Danh sách", file=store_file("danh-sach.pdf", b"%PDF-1.4")
        ).pk,
        "xlsx": "xlsx",
        "quota": planning.quota(ward, 5).pk,
        "batch": ImportBatch.objects.create(kind="roster", unit=here, file_name="a.xlsx", created_by=officer).pk,
        "plan": Reorganization.objects.create(unit=ward, effective_on=make.TODAY, digest="0", created_at=now).pk,
        "deed": "rename",
        "event": campaigns.study_event(here, starts_on=clock.today()).pk,
    }
    asked = obligations.requirement("new_member_class")
    things["requirement"] = asked.pk
    things["waiver"] = asked.waivers.create(person=person, reason="Ốm", starts_on=make.TODAY).pk
    return things | _class(units, person, leader, cast["lecturer school"]) | _round(units, person)


def _class(units: dict[str, Unit], person: Person, leader: Person, lecturer: User | None) -> dict[str, int | str]:
    ward, now = units["above"], clock.now()
    taught = classes.training_class(units["school"], opens_on=clock.today() + timedelta(days=1))
    first, second = classes.enroll(taught, person, leader, sender=ward)
    Enrollment.objects.filter(pk=second.pk).update(is_group_leader=True)
    session = taught.sessions.select_related("gathering").first()
    assert session is not None
    session.lecturer = people.person(units["school"], full_name="Vũ Thị Giảng", user=lecturer)
    session.save(update_fields=["lecturer"])
    leave = LeaveRequest.objects.create(
        person=person,
        provider=units["school"],
        sending_unit=ward,
        reason="Việc nhà",
        asked_at=now,
        file=store_file("don.pdf", b"%PDF-1.4"),
    )
    leave.gatherings.add(session.gathering)
    completion = Completion.objects.create(person=person, program=taught.program, completed_on=clock.today(), source="class:test")
    certificate = Certificate.objects.create(
        completion=completion, number="1/GCN", issuer=units["school"], holder_name=SECRET, token="t" * 32
    )
    return {
        "class": taught.pk,
        "session": session.pk,
        "attendee": session.gathering.attendees.order_by("pk").values_list("pk", flat=True)[0],
        "enrollment": first.pk,
        "support": first.supports.create(amount=100000).pk,
        "leave": leave.pk,
        "program": taught.program_id,
        "program_code": taught.program.code,
        "rule_set": taught.rule_set_id or 0,
        "default_rule_set": RuleSet.objects.filter(program=None).values_list("pk", flat=True)[0],
        "certificate": certificate.pk,
        "certificate_token": certificate.token,
    }


def _round(units: dict[str, Unit], person: Person) -> dict[str, int | str]:
    conditions.load()
    plan = RoundPlan(
        program=planning.program(),
        year=planning.YEAR,
        title="Cử đi học",
        opens_on=make.TODAY,
        closes_on=max(make.TODAY, clock.today()),
        provider=units["school"],
    )
    made = open_round(actor=console(), unit=units["above"], plan=plan)
    [dossier] = nominations.propose(made, units["here"], person)
    sent = NominationRound.objects.create(
        unit=units["above"],
        program=plan.program,
        provider=units["school"],
        year=planning.YEAR,
        title="Đã gửi",
        opens_on=make.TODAY,
        closes_on=make.TODAY,
        state=RoundState.SUBMITTED,
    )
    condition = EntryCondition.objects.order_by("pk")[0]
    return {
        "round": made.pk,
        "dossier": dossier.pk,
        "sent_round": sent.pk,
        "condition": condition.pk,
        "check": condition.check_code,
    }
