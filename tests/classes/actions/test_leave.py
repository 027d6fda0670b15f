from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nennep.attendance.models import AttendanceMark, Attendee, LeaveRequest
from nennep.audit.models import Entry
from nennep.classes.actions.leave import answer_leave, ask_leave, give_opinion, withdraw_leave
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import ClassSession, Enrollment
from nennep.classes.queries import leave as leaves
from nennep.core.actors import Actor, Role
from nennep.core.errors import Forbidden, NotVisible, Refused
from tests.classes.actions.test_roll_call import mark
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW
from tests.factories.organizations import TODAY, actor_with

PDF = b"%PDF-1.4\n%%EOF\n"


def sessions(taught: Taught, *ordinals: int) -> list[ClassSession]:
    """Return sessions by number."""
    return list(taught.of.sessions.select_related("gathering").filter(ordinal__in=ordinals))


def ask(actor: Actor, of: Enrollment, taught: Taught, *ordinals: int, **fields: object) -> LeaveRequest:
    """Ask for leave."""
    given: dict[str, object] = {"sessions": sessions(taught, *(ordinals or (1,))), "reason": "Ốm", "now": NOW, "today": TODAY}
    return ask_leave(actor=actor, enrollment=of, **(given | fields))  # type: ignore[arg-type]  # the fields of a request


def test_a_request_with_its_file_reaches_provider_and_sending_unit(town: Town, taught: Taught) -> None:
    file = SimpleUploadedFile("don.pdf", PDF, "application/pdf")
    made = ask(town.member(town.an), taught.an, taught, 9, 10, file=file)

    assert made.file is not None
    for actor in (town.registrar, town.officer, town.member(town.an)):
        assert leaves.visible_or_404(actor, made.pk).reason == "Ốm"
    assert list(leaves.to_answer(town.registrar)) == [made]
    assert list(leaves.to_comment(town.officer)) == [made]
    entry = Entry.objects.get(action="classes.ask_leave")
    assert "Ốm" not in str(entry.changes)


@pytest.mark.parametrize("who", ["secretary", "other_officer", "other_registrar", "binh"])
def test_nobody_else_reads_it(town: Town, taught: Taught, who: str) -> None:
    made = ask(town.member(town.an), taught.an, taught)
    actor = town.member(town.binh) if who == "binh" else getattr(town, who)
    with pytest.raises(NotVisible):
        leaves.visible_or_404(actor, made.pk)


def test_officer_and_group_leader_ask_on_behalf_of_their_own(town: Town, taught: Taught) -> None:
    Enrollment.objects.filter(pk=taught.binh.pk).update(is_group_leader=True)
    ask(town.officer, taught.an, taught, 1)
    ask(town.member(town.binh), taught.an, taught, 2)
    assert LeaveRequest.objects.filter(person=town.an).count() == 2
    for actor in (town.member(town.binh), town.officer):
        with pytest.raises(Forbidden):
            ask(actor, taught.chi, taught)


def test_granting_marks_absence_with_reason_but_leaves_who_was_present(town: Town, taught: Taught) -> None:
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "present", "p")], now=NOW)
    made = ask(town.officer, taught.an, taught, 1, 2, 3)

    done = answer_leave(actor=town.registrar, request=made, granted=True, answer="", now=NOW)

    assert done.state == "granted"
    states = Attendee.objects.filter(person=town.an).order_by("gathering__class_session__ordinal").values_list("state", flat=True)
    assert list(states)[:4] == ["present", "excused", "excused", "expected"]
    assert Enrollment.objects.get(pk=taught.an.pk).absent_excused == 2
    assert AttendanceMark.objects.filter(source="leave").count() == 2


def test_leave_asked_afterwards_turns_the_absence(town: Town, taught: Taught) -> None:
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark(taught.an, "unexcused", "u")], now=NOW)
    made = ask(town.officer, taught.an, taught, 1)
    answer_leave(actor=town.registrar, request=made, granted=True, answer="", now=NOW + timedelta(hours=1))
    now = Enrollment.objects.get(pk=taught.an.pk)
    assert (now.absent_excused, now.absent_unexcused) == (1, 0)


def test_both_sides_have_their_word_and_an_answer_is_final(town: Town, taught: Taught) -> None:
    made = ask(town.member(town.an), taught.an, taught)
    give_opinion(actor=town.officer, request=made, opinion="Đồng ý", now=NOW)
    with pytest.raises(Refused, match="reason_missing"):
        answer_leave(actor=town.registrar, request=made, granted=False, answer=" ", now=NOW)
    answer_leave(actor=town.registrar, request=made, granted=False, answer="Buổi kiểm tra", now=NOW)

    seen = leaves.visible_or_404(town.officer, made.pk)
    assert (seen.state, seen.sending_opinion, seen.answer) == ("denied", "Đồng ý", "Buổi kiểm tra")
    for late in (
        lambda: answer_leave(actor=town.registrar, request=made, granted=True, answer="", now=NOW),
        lambda: give_opinion(actor=town.officer, request=made, opinion="Xin lại", now=NOW),
        lambda: withdraw_leave(actor=town.member(town.an), request=made, now=NOW),
    ):
        with pytest.raises(Refused, match="leave_answered"):
            late()


@pytest.mark.parametrize("who", ["officer", "secretary", "other_registrar"])
def test_only_the_providers_registrar_answers(town: Town, taught: Taught, who: str) -> None:
    made = ask(town.member(town.an), taught.an, taught)
    with pytest.raises(Forbidden):
        answer_leave(actor=getattr(town, who), request=made, granted=True, answer="", now=NOW)


@pytest.mark.parametrize("who", ["registrar", "secretary", "other_officer"])
def test_only_the_sending_unit_gives_its_word(town: Town, taught: Taught, who: str) -> None:
    made = ask(town.member(town.an), taught.an, taught)
    with pytest.raises(Forbidden):
        give_opinion(actor=getattr(town, who), request=made, opinion="Đồng ý", now=NOW)


def test_who_asked_or_for_whom_takes_it_back(town: Town, taught: Taught) -> None:
    made = ask(town.officer, taught.an, taught)
    with pytest.raises(Forbidden):
        withdraw_leave(actor=actor_with(Role.OFFICER, town.ward), request=made, now=NOW)
    assert withdraw_leave(actor=town.member(town.an), request=made, now=NOW).state == "withdrawn"


def test_what_cannot_be_asked(town: Town, taught: Taught) -> None:
    an = town.member(town.an)
    for fields, reason in (
        ({"reason": " "}, "reason_missing"),
        ({"sessions": []}, "leave_without_session"),
        ({"today": TODAY + timedelta(days=40)}, "leave_too_late"),
    ):
        with pytest.raises(Refused, match=reason):
            ask(an, taught.an, taught, **fields)
    ask(an, taught.an, taught, 1, 2)
    with pytest.raises(Refused, match="leave_asked_already"):
        ask(an, taught.an, taught, 2, 3)
