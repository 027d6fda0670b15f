"""Classes with their people for tests."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from nennep.classes.actions.enrollment import enroll_nominated
from nennep.classes.actions.steps import SessionPlan
from nennep.classes.actions.training_class import ClassPlan, open_class
from nennep.classes.models import Enrollment, TrainingClass
from nennep.core.actors import Actor, console
from nennep.nominations.models import Nomination, NominationRound, NominationState, RoundState
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.programs.models import Band, Program, RuleSet
from tests.factories.organizations import TODAY

NOW = datetime.combine(TODAY, time(9), tzinfo=UTC)
_number = count(1)
OPENS = TODAY - timedelta(days=4)
BANDS = [
    ("xuat_sac", "xuất sắc", 9),
    ("gioi", "giỏi", 8),
    ("kha", "khá", 7),
    ("trung_binh", "trung bình", 5),
    ("khong_dat", "không đạt", 0),
]


def program(code: str = "DVM", *, uses_marks: bool = True, floor: int = 80) -> Program:
    """Make a program with one rule set and its bands, or return the one of that code."""
    made, new = Program.objects.get_or_create(code=code, defaults={"name": f"Chương trình {code}"})
    if new:
        rules = RuleSet.objects.create(
            program=made,
            name="Quy chế thử",
            attendance_floor=floor,
            uses_marks=uses_marks,
            certificate_name="giấy chứng nhận",
            validity_months=60,
        )
        Band.objects.bulk_create(Band(rule_set=rules, key=key, label=label, min_mark=mark) for key, label, mark in BANDS)
    return made


def plan(sessions: int = 10, *, opens_on: date = OPENS, code: str | None = None, of: Program | None = None) -> ClassPlan:
    """Plan a class with two sessions a day from `opens_on`."""
    code = code or f"L{next(_number)}"
    times = [(time(7, 30), time(11)), (time(13, 30), time(17))]
    return ClassPlan(
        code=code,
        name=f"Lớp {code}",
        program=of or program(),
        opens_on=opens_on,
        sessions=[SessionPlan(opens_on + timedelta(days=at // 2), *times[at % 2], topic=f"Bài {at + 1}") for at in range(sessions)],
        parts=["Bài thu hoạch"],
    )


def training_class(provider: Unit, sessions: int = 10, *, actor: Actor | None = None, **fields: object) -> TrainingClass:
    """Open a class at a provider."""
    return open_class(actor=actor or console(), provider=provider, plan=plan(sessions, **fields), today=TODAY)


def nomination(
    person: Person, sender: Unit, provider: Unit, *, proposed_by: Unit | None = None, of: Program | None = None
) -> Nomination:
    """Make a nomination that the provider admitted."""
    of = of or program()
    round_, _ = NominationRound.objects.get_or_create(
        unit=sender,
        program=of,
        provider=provider,
        year=OPENS.year,
        defaults={"title": "Đợt thử", "opens_on": OPENS, "closes_on": OPENS, "state": RoundState.ANSWERED},
    )
    return Nomination.objects.create(
        round=round_, person=person, unit=proposed_by or sender, reason="Quy hoạch", proposed_rank=1, state=NominationState.ADMITTED
    )


def enroll(into: TrainingClass, *people: Person, sender: Unit) -> list[Enrollment]:
    """Send people to a class as a sending unit and take them in."""
    assert into.provider is not None
    ids = [nomination(person, sender, into.provider, of=into.program).pk for person in people]
    return enroll_nominated(actor=console(), training_class=into, nomination_ids=ids, now=NOW)
