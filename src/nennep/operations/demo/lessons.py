"""The classes of the political center: one closed with its papers, one in progress, one to come."""

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal

from nennep.attendance.models import Attendee
from nennep.attendance.rules.mark import EXCUSED, PRESENT, UNEXCUSED, MarkInput
from nennep.classes.actions.closing import close_class
from nennep.classes.actions.contact import write_note
from nennep.classes.actions.enrollment import drop_out, enroll_nominated
from nennep.classes.actions.leader import name_leader
from nennep.classes.actions.leave import answer_leave, ask_leave, give_opinion
from nennep.classes.actions.result import MarkEntry, enter_marks
from nennep.classes.actions.roll_call import mark_locked
from nennep.classes.actions.steps import SessionPlan
from nennep.classes.actions.support import add_support
from nennep.classes.actions.training_class import ClassPlan, open_class
from nennep.classes.models import ClassSession, ContactKind, Enrollment, TrainingClass
from nennep.nominations.models import NominationRound, NominationState
from nennep.operations.demo.stage import Stage, act
from nennep.operations.demo.tree import CENTER, WARD

MORNING, AFTERNOON = (time(7, 30), time(11, 0)), (time(13, 30), time(16, 30))
TOPICS = (
    "Vị trí, vai trò của chi bộ và cấp ủy cơ sở", "Nội dung sinh hoạt chi bộ", "Kỹ năng điều hành cuộc họp chi bộ",
    "Công tác phát triển đảng viên", "Công tác kiểm tra, giám sát của chi bộ", "Quản lý hồ sơ đảng viên",
    "Công tác dân vận ở khối phố", "Xử lý tình huống ở cơ sở", "Chuyển đổi số trong công tác Đảng", "Trao đổi, thảo luận nhóm",
)  # fmt: skip
VISITORS = ("Phạm Đình Khoa", "Vũ Thị Ngân")
DAYS_OF_CLASS = (21, 16, 12, 8, 4, 0, -4, -8, -12, -16)


class Lessons:
    """Runs classes of the center as its registrar."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.registrar = stage.account("giao.vu")
        lecturer = stage.account("giang.vien").person_id
        own = next(one for one in stage.people.values() if one.pk == lecturer)
        self.lecturers: list[tuple[str, int | None]] = [(own.full_name, own.pk), *((name, None) for name in VISITORS)]

    def open(self, code: str, program: str, name: str, days: Sequence[int], *, parts: Sequence[str] = ()) -> TrainingClass:
        """Open a class with a morning and an afternoon on each of the days (counted back from today)."""
        stage = self.stage
        sessions = [
            SessionPlan(stage.day(ago), *hours, TOPICS[place % len(TOPICS)], *self.lecturers[place % len(self.lecturers)])
            for place, (ago, hours) in enumerate((ago, hours) for ago in days for hours in (MORNING, AFTERNOON))
        ]
        plan = ClassPlan(
            code=f"{code}-{stage.day(days[0]):%y}",
            name=name,
            program=stage.programs[program],
            opens_on=stage.day(days[0]),
            sessions=sessions,
            closes_on=stage.day(days[-1]),
            form="full_time",
            place="Hội trường Trung tâm Chính trị",
            parts=parts,
        )
        return act(open_class, actor=self.registrar, provider=stage.units[CENTER], plan=plan, today=stage.today)

    def enroll(self, into: TrainingClass, rounds: Sequence[NominationRound], *, ago: int) -> list[Enrollment]:
        """Take in whoever was admitted in the rounds; returns the class by given name."""
        ids = [pk for one in rounds for pk in one.nominations.filter(state=NominationState.ADMITTED).values_list("pk", flat=True)]
        at = self.stage.moment(max(0, (self.stage.today - into.opens_on).days), hour=7)
        act(enroll_nominated, actor=self.registrar, training_class=into, nomination_ids=ids, now=at)
        return list(
            into.enrollments.select_related("person", "sending_unit", "training_class__provider").order_by("person__sort_key")
        )

    def call_roll(self, session: ClassSession, absent: Mapping[int, str]) -> None:
        """Call the roll of a session; `absent` are states by person id, everybody else is present."""
        ago = (self.stage.today - session.gathering.held_on).days
        starts_at = session.gathering.starts_at or time(8)
        at = self.stage.moment(ago, starts_at.hour, starts_at.minute + 10)
        waiting = Attendee.objects.filter(gathering=session.gathering_id).values_list("pk", "person_id")
        marks = [MarkInput(pk, absent.get(person, PRESENT), f"demo-{pk}", at) for pk, person in waiting]
        act(mark_locked, actor=self.registrar, session_id=session.pk, marks=marks, now=at)


def hold_closed(stage: Stage, round: NominationRound) -> None:
    """Hold a class from the first roll call to its certificates."""
    lessons = Lessons(stage)
    made = lessons.open("NVCTD-1", "NVCTD", "Bồi dưỡng nghiệp vụ công tác đảng khóa 1", (45, 44, 43), parts=["Bài thu hoạch"])
    trainees = lessons.enroll(made, [round], ago=48)
    for number, session in enumerate(made.sessions.select_related("gathering", "training_class__provider")):
        lessons.call_roll(session, {trainees[number].person_id: EXCUSED} if number < 2 else {})  # noqa: PLR2004 - two were away once
    marks = [Decimal(mark) / 10 for mark in (88, 75, 70, 82, 91, 67, 78, 73, 85, 58, 76, 80)]
    entries = [MarkEntry(one.pk, "Bài thu hoạch", mark) for one, mark in zip(trainees, marks, strict=False)]
    act(enter_marks, actor=lessons.registrar, training_class=made, entries=entries, today=stage.day(42))
    act(close_class, actor=lessons.registrar, training_class=made, closed_on=stage.day(42), today=stage.day(42))


def hold_open(stage: Stage, rounds: Sequence[NominationRound]) -> None:
    """Leave a class in the middle: roll calls, leave, log and early signs; today's roll is not called yet."""
    lessons = Lessons(stage)
    made = lessons.open("CUV-1", "CUV", "Bồi dưỡng cấp ủy viên cơ sở khóa 1", DAYS_OF_CLASS, parts=["Bài thu hoạch"])
    trainees = lessons.enroll(made, rounds, ago=24)
    leader, asker = (
        next(one for one in trainees if one.person.user_id == stage.account(name).user_id) for name in ("truong.doan", "hoc.vien")
    )
    plain = [one for one in trainees if one not in (leader, asker) and one.sending_unit.code == WARD]
    skips, tired, gone = plain[0], plain[1], plain[2]
    act(name_leader, actor=stage.account("can.bo"), enrollment=leader, today=stage.day(20))
    past = [
        one for one in made.sessions.select_related("gathering", "training_class__provider") if one.gathering.held_on < stage.today
    ]
    for number, session in enumerate(past):
        absent = {skips.person_id: UNEXCUSED} if number >= len(past) - 3 else {}
        if number % 2 and number < 8:  # noqa: PLR2004 - four of ten: below the floor
            absent[tired.person_id] = EXCUSED
        absent[trainees[number].person_id] = absent.get(trainees[number].person_id, EXCUSED if number % 3 == 0 else PRESENT)
        lessons.call_roll(session, absent)
    _leave(stage, lessons, asker, tired, made)
    _log(stage, lessons, made, skips)
    reason = "Chuyển công tác, không thu xếp được thời gian"
    act(drop_out, actor=lessons.registrar, enrollment=gone, left_on=stage.day(3), reason=reason, today=stage.today)
    own = [one.pk for one in trainees if one.sending_unit.code == WARD]
    act(
        add_support,
        actor=stage.account("can.bo"),
        training_class=made,
        enrollment_ids=own,
        amount=300_000,
        source="Ngân sách phường",
    )


def _leave(stage: Stage, lessons: Lessons, asker: Enrollment, tired: Enrollment, of: TrainingClass) -> None:
    """One request granted some days ago, one that waits."""
    sessions = list(of.sessions.select_related("gathering").order_by("ordinal"))
    asked = {"sessions": [sessions[7]], "reason": "Đưa người thân đi khám bệnh", "now": stage.moment(9), "today": stage.day(9)}
    granted = act(ask_leave, actor=stage.account("can.bo"), enrollment=tired, **asked)
    act(
        give_opinion,
        actor=stage.account("can.bo"),
        request=granted,
        opinion="Đảng ủy đồng ý, đề nghị Trung tâm xem xét",
        now=stage.moment(9, 10),
    )
    act(
        answer_leave,
        actor=lessons.registrar,
        request=granted,
        granted=True,
        answer="Đồng ý, học viên tự đọc lại bài",
        now=stage.moment(8, 7),
    )
    coming = {
        "sessions": sessions[12:14],
        "reason": "Dự hội nghị của cơ quan theo giấy triệu tập",
        "now": stage.moment(1),
        "today": stage.day(1),
    }
    act(ask_leave, actor=stage.account("hoc.vien"), enrollment=asker, **coming)


def _log(stage: Stage, lessons: Lessons, of: TrainingClass, skips: Enrollment) -> None:
    """A few lines of the log that center and ward share."""
    ward, officer = stage.units[WARD], stage.account("can.bo")
    lines = (
        (officer, ContactKind.BRIEFING, "Đảng ủy đã gặp mặt, quán triệt nội quy và cử trưởng đoàn.", 22, None),
        (lessons.registrar, ContactKind.NOTICE, "Trung tâm gửi lịch học và tài liệu đến trưởng đoàn.", 21, None),
        (lessons.registrar, ContactKind.VIOLATION, "Vắng ba buổi liên tiếp không có lý do, đề nghị Đảng ủy nhắc nhở.", 3, skips),
        (officer, ContactKind.CONTACT, "Đã trao đổi với chi bộ, học viên cam kết đi học lại từ buổi tới.", 2, skips),
    )
    for actor, kind, text, ago, about in lines:
        act(
            write_note,
            actor=actor,
            training_class=of,
            sending_unit=ward,
            kind=kind,
            text=text,
            now=stage.moment(ago, 16),
            enrollment=about,
        )


def announce(stage: Stage) -> None:
    """Announce the class for new members, which obligations count as the way out."""
    Lessons(stage).open("DVM-2", "DVM", "Bồi dưỡng đảng viên mới khóa 2", (-18, -19, -20, -21, -22), parts=["Bài thu hoạch"])
