"""Every page of a class opens for those who have it, and says what it should."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nennep.attendance.models import Attendee, LeaveRequest
from nennep.attendance.rules.mark import MarkInput
from nennep.classes.actions.closing import close_class
from nennep.classes.actions.contact import write_note
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import ContactKind, ContactNote, Enrollment, Mark, Support
from nennep.classes.queries import mine
from nennep.classes.queries.roll_call import code
from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from tests.classes.conftest import Taught, Town
from tests.classes.views.conftest import SignedIn
from tests.factories.classes import NOW, nomination
from tests.factories.organizations import TODAY
from tests.factories.people import person

TABS = ("detail", "sessions", "leave", "log_with", "results", "support", "certificates")


def address(name: str, town: Town, taught: Taught) -> str:
    """Return the address of a tab."""
    return reverse(f"classes:{name}", args=[taught.of.pk, town.ward.pk] if name == "log_with" else [taught.of.pk])


@pytest.mark.parametrize("name", TABS)
def test_provider_and_sending_unit_have_every_tab(town: Town, taught: Taught, signed_in: SignedIn, name: str) -> None:
    url = address(name, town, taught)
    assert [signed_in(one).get(url).status_code for one in (town.registrar, town.officer)] == [200, 200]
    assert signed_in(town.other_registrar).get(url).status_code == 404


@pytest.mark.parametrize("name", ["log_with", "support"])
def test_log_and_support_are_absent_for_others(town: Town, taught: Taught, signed_in: SignedIn, name: str) -> None:
    url = address(name, town, taught)
    others = (town.secretary, town.other_officer if name == "log_with" else town.secretary, town.member(town.an))
    assert [signed_in(one).get(url).status_code for one in others] == [404, 404, 404]


def test_admitted_people_are_taken_in_by_the_page(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    sent = nomination(person(town.cell, full_name="Phạm Thị Mới"), town.ward, town.center)
    url, browser = reverse("classes:take_in", args=[taught.of.pk]), signed_in(town.registrar)
    assert "Phạm Thị Mới" in browser.get(url).content.decode()
    assert browser.post(url, {"nominations": [sent.pk]}).status_code == 302
    assert Enrollment.objects.filter(person=sent.person).exists()
    assert browser.post(url, {}).status_code == 422


def test_sessions_are_added_moved_and_cancelled(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    browser, day = signed_in(town.registrar), f"{TODAY:%d/%m/%Y}"
    form = {"day": day, "starts_at": "18:00", "ends_at": "20:00", "topic": "Trao đổi", "lecturer_name": "Vũ Văn Giảng"}
    assert browser.post(reverse("classes:add_session", args=[taught.of.pk]), form).status_code == 302
    made = taught.of.sessions.get(topic="Trao đổi")
    assert (made.ordinal, Attendee.objects.filter(gathering=made.gathering_id).count()) == (11, 3)

    form |= {"starts_at": "06:00", "topic": "Trao đổi sớm"}
    assert browser.post(reverse("classes:session", args=[made.pk]), form).status_code == 302
    made.refresh_from_db()
    assert (made.ordinal, made.topic) == (9, "Trao đổi sớm")

    out = browser.post(reverse("classes:session", args=[made.pk]), form | {"day": f"{TODAY + timedelta(days=90):%d/%m/%Y}"})
    assert out.status_code == 422
    assert browser.post(reverse("classes:cancel_session", args=[made.pk])).status_code == 302
    taught.of.refresh_from_db()
    assert taught.of.sessions_planned == taught.of.sessions.count() == 10


def test_a_session_with_marks_stays(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    attendee = Attendee.objects.filter(gathering=taught.first.gathering_id).first()
    assert attendee is not None
    marks = [MarkInput(attendee.pk, "present", "n", NOW)]
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)
    assert signed_in(town.registrar).post(reverse("classes:cancel_session", args=[taught.first.pk])).status_code == 422
    assert taught.of.sessions.count() == 10


def test_leave_goes_its_way_through_the_pages(
    town: Town, taught: Taught, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nennep.core.clock.today", lambda: TODAY)
    asker, url = signed_in(town.member(town.an)), reverse("classes:ask_leave", args=[taught.of.pk])
    session = taught.of.sessions.get(ordinal=9)
    assert asker.get(url).status_code == 200
    form = {"trainee": taught.an.pk, "sessions": [session.pk], "reason": "Con ốm"}
    assert asker.post(url, form | {"trainee": taught.chi.pk}).status_code == 422
    assert asker.post(url, form).status_code == 302
    made = LeaveRequest.objects.get()

    at = {
        name: reverse(f"classes:{name}", args=[made.pk])
        for name in ("leave_request", "comment_leave", "answer_leave", "withdraw_leave")
    }
    assert [signed_in(one).get(at["leave_request"]).status_code for one in (town.registrar, town.officer, town.secretary)] == [
        200,
        200,
        404,
    ]
    assert signed_in(town.officer).post(at["comment_leave"], {"opinion": "Đồng ý"}).status_code == 302
    assert signed_in(town.registrar).post(at["answer_leave"], {}).status_code == 422
    assert signed_in(town.registrar).post(at["answer_leave"], {"granted": "yes"}).status_code == 302
    page = asker.get(at["leave_request"]).content.decode()
    assert "Đồng ý" in page
    assert asker.post(at["withdraw_leave"]).status_code == 422
    assert signed_in(town.officer).get(reverse("classes:leave", args=[taught.of.pk])).content.decode().count("Nguyễn Văn An") == 1


def test_a_line_is_written_by_the_page_and_refused_in_words(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:log_with", args=[taught.of.pk, town.ward.pk])
    form = {"kind": "violation", "text": "Bỏ tiết", "enrollment": taught.an.pk}
    assert signed_in(town.officer).post(url, form).status_code == 422
    assert signed_in(town.registrar).post(url, form | {"enrollment": ""}).status_code == 422
    assert signed_in(town.registrar).post(url, form).status_code == 302
    assert ContactNote.objects.get().by_provider


def test_one_log_opens_at_once_and_several_are_listed(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:log", args=[taught.of.pk])
    write_note(
        actor=town.officer, training_class=taught.of, sending_unit=town.ward, kind=ContactKind.CONTACT, text="Bí mật", now=NOW
    )
    assert signed_in(town.officer).get(url).headers["Location"] == reverse("classes:log_with", args=[taught.of.pk, town.ward.pk])
    page = signed_in(town.registrar).get(url).content.decode()
    assert "Phường Đông" in page
    assert "Phường Tây" in page
    assert "Bí mật" not in page


def test_marks_are_entered_in_the_grid(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    browser, url = signed_in(town.registrar), reverse("classes:enter_results", args=[taught.of.pk])
    assert browser.post(url, {f"mark-{taught.an.pk}-0": "8,5", f"mark-{taught.binh.pk}-0": ""}).status_code == 302
    assert str(Mark.objects.get().value) == "8.50"
    for wrong in ("tám", "11", "NaN"):
        assert browser.post(url, {f"mark-{taught.binh.pk}-0": wrong}).status_code == 422
    assert signed_in(town.officer).post(url, {f"mark-{taught.an.pk}-0": "9"}).status_code == 403
    assert browser.post(reverse("classes:parts", args=[taught.of.pk]), {"parts": "Bài thu hoạch\nThi"}).status_code == 302
    page = browser.get(reverse("classes:results", args=[taught.of.pk])).content.decode()
    assert page.count('class="control grid-cell"') == 6


def test_support_is_entered_for_those_picked(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    browser, url = signed_in(town.officer), reverse("classes:support", args=[taught.of.pk])
    assert browser.post(url, {"trainees": [taught.an.pk], "amount": "200.000", "source": "Ngân sách phường"}).status_code == 302
    assert Support.objects.get().amount == 200_000
    assert browser.post(url, {"trainees": [taught.an.pk], "amount": "hai trăm", "source": "x"}).status_code == 422
    assert browser.post(url, {"amount": "1", "source": "x"}).status_code == 422
    assert browser.post(reverse("classes:remove_support", args=[Support.objects.get().pk])).status_code == 302
    assert not Support.objects.exists()


def mark_everybody(town: Town, taught: Taught) -> None:
    """Call the roll of all sessions: everybody was there."""
    for session in taught.of.sessions.select_related("training_class__provider", "gathering"):
        rows = Attendee.objects.filter(gathering=session.gathering_id).values_list("pk", flat=True)
        marks = [MarkInput(pk, "present", f"p{pk}", NOW) for pk in rows]
        mark_attendance(actor=town.registrar, session_id=session.pk, marks=marks, now=NOW)


def test_the_wizard_leads_from_the_roll_call_to_the_certificates(
    town: Town, taught: Taught, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nennep.core.clock.today", lambda: TODAY)
    browser, url = signed_in(town.registrar), reverse("classes:close", args=[taught.of.pk])
    assert browser.get(url).context["step"] == 1
    mark_everybody(town, taught)
    browser.post(
        reverse("classes:enter_results", args=[taught.of.pk]), {f"mark-{one.pk}-0": "8" for one in (taught.an, taught.binh)}
    )
    assert browser.get(url).context["step"] == 2
    last = browser.get(url, {"step": "3"})
    assert (last.context["step"], last.context["plan"].results, last.context["plan"].papers) == (3, 3, 2)
    assert browser.post(url, {"closed_on": "01/01/2020"}).status_code == 422
    done = browser.post(url, {"closed_on": f"{TODAY:%d/%m/%Y}"})
    assert done.headers["Location"] == reverse("classes:certificates", args=[taught.of.pk])
    page = browser.get(done.headers["Location"]).content.decode()
    assert "01/GCN-TTCT" in page
    assert browser.get(url).status_code == 302
    assert browser.post(reverse("classes:papers", args=[taught.of.pk]), {"each": "no"}).status_code == 302
    assert signed_in(town.officer).post(reverse("classes:papers", args=[taught.of.pk])).status_code == 403


def test_a_trainee_has_the_code_of_the_next_session_and_nobody_elses(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    an = town.member(town.an)
    shown = mine.of(mine.mine_or_404(an, taught.an.pk), NOW)
    assert shown.next is not None
    assert shown.code == code(shown.next.gathering_id, town.an.pk)
    with pytest.raises(NotVisible):
        mine.mine_or_404(an, taught.binh.pk)
    browser = signed_in(an)
    assert taught.of.name in browser.get(reverse("classes:mine")).content.decode()
    assert browser.get(reverse("classes:my_class", args=[taught.an.pk])).status_code == 200
    assert browser.get(reverse("classes:my_class", args=[taught.binh.pk])).status_code == 404


def test_leaving_is_recorded_and_taken_back(
    town: Town, taught: Taught, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nennep.core.clock.today", lambda: TODAY)
    browser, url = signed_in(town.registrar), reverse("classes:leaving", args=[taught.an.pk])
    assert signed_in(town.officer).get(url).status_code == 403
    assert browser.post(url, {"left_on": "01/01/2020", "reason": "x"}).status_code == 422
    assert browser.post(url, {"left_on": f"{TODAY:%d/%m/%Y}", "reason": "Chuyển công tác"}).status_code == 302
    assert "Nguyễn Văn An" in signed_in(town.officer).get(reverse("classes:signs")).content.decode()
    assert browser.post(reverse("classes:take_back", args=[taught.an.pk])).status_code == 302
    assert "Nguyễn Văn An" not in signed_in(town.officer).get(reverse("classes:signs")).content.decode()


def test_who_names_the_group_leader(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:lead", args=[taught.an.pk])
    actors: tuple[Actor, ...] = (town.registrar, town.other_officer, town.officer)
    assert [signed_in(one).post(url).status_code for one in actors] == [403, 404, 302]


def test_a_closed_class_changes_no_more(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    mark_everybody(town, taught)
    close_class(actor=town.registrar, training_class=taught.of, closed_on=TODAY, today=TODAY)
    browser = signed_in(town.registrar)
    for name, args, form in (
        ("leaving", [taught.an.pk], {"left_on": f"{TODAY:%d/%m/%Y}", "reason": "x"}),
        ("enter_results", [taught.of.pk], {f"mark-{taught.an.pk}-0": "8"}),
        ("add_session", [taught.of.pk], {"day": f"{TODAY:%d/%m/%Y}"}),
        ("take_in", [taught.of.pk], {"nominations": ["1"]}),
    ):
        assert browser.post(reverse(f"classes:{name}", args=args), form).status_code in {302, 422}
    assert not Mark.objects.exists()
    assert taught.of.sessions.count() == 10


def test_an_absence_is_made_up_and_taken_back_by_the_page(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    attendee = Attendee.objects.get(gathering=taught.first.gathering_id, person=town.an)
    marks = [MarkInput(attendee.pk, "unexcused", "n", NOW)]
    mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=marks, now=NOW)
    browser, page = signed_in(town.registrar), reverse("classes:absences", args=[taught.of.pk])
    assert "Nguyễn Văn An" in browser.get(page).content.decode()

    url = reverse("classes:make_up", args=[attendee.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"made_up_on": "01/01/2000", "how": "Viết thu hoạch"}).status_code == 422
    form = {"made_up_on": f"{taught.first.gathering.held_on:%d/%m/%Y}", "how": "Viết thu hoạch"}
    assert browser.post(url, form).status_code == 302
    assert "Viết thu hoạch" in signed_in(town.officer).get(page).content.decode()
    assert browser.post(reverse("classes:take_back_make_up", args=[attendee.pk])).status_code == 302
    attendee.refresh_from_db()
    assert attendee.state == "unexcused"
