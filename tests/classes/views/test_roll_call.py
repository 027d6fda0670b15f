import json

from django.http import HttpResponse
from django.urls import reverse

from nennep.attendance.models import AttendanceMark, Attendee
from nennep.classes.models import Enrollment
from nennep.classes.queries.roll_call import code
from nennep.core.actors import Actor
from tests.classes.conftest import Taught, Town
from tests.classes.views.conftest import SignedIn


def send(signed_in: SignedIn, actor: Actor, taught: Taught, marks: object) -> HttpResponse:
    """Send marks as the page does."""
    url = reverse("classes:marks", args=[taught.first.pk])
    return signed_in(actor).post(url, json.dumps({"marks": marks}), content_type="application/json")


def mark(of: Enrollment, state: str = "present", **fields: object) -> dict[str, object]:
    """Return a mark as the page makes it."""
    attendee = Attendee.objects.get(person=of.person_id, gathering__class_session__ordinal=1).pk
    return {
        "attendee": attendee,
        "state": state,
        "nonce": f"{attendee}{state}",
        "client_time": "2026-03-02T02:00:00.000Z",
        **fields,
    }


def test_the_page_has_everybody_and_nobody_is_present_by_default(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    page = signed_in(town.registrar).get(reverse("classes:roll_call", args=[taught.first.pk])).content.decode()
    assert page.count("data-attendee=") == 3
    assert " checked" not in page
    assert code(taught.first.gathering_id, town.an.pk) in page


def test_a_group_leader_has_the_own_group(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    Enrollment.objects.filter(pk=taught.an.pk).update(is_group_leader=True)
    page = signed_in(town.member(town.an)).get(reverse("classes:roll_call", args=[taught.first.pk])).content.decode()
    assert "Trần Thị Bình" in page
    assert "Lê Thị Chi" not in page


def test_who_is_let_in(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:roll_call", args=[taught.first.pk])
    actors = (town.registrar, town.officer, town.member(town.binh), town.other_registrar)
    assert [signed_in(one).get(url).status_code for one in actors] == [200, 403, 403, 404]
    assert [send(signed_in, one, taught, [mark(taught.an)]).status_code for one in actors] == [200, 403, 403, 404]
    assert signed_in(town.registrar).get(reverse("classes:roll_call", args=[2**70])).status_code == 404


def test_marks_sent_twice_are_told_apart(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    marks = [mark(taught.an), mark(taught.binh, "unexcused", source="qr")]
    assert send(signed_in, town.registrar, taught, marks).json() == {"new": 2, "repeated": 0}
    assert send(signed_in, town.registrar, taught, marks).json() == {"new": 0, "repeated": 2}
    assert sorted(AttendanceMark.objects.values_list("source", "state")) == [("list", "present"), ("qr", "unexcused")]


def test_what_cannot_be_read_or_taken_is_refused_with_a_sentence(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    for marks in (
        "x",
        [{}],
        [mark(taught.an, nonce="")],
        [mark(taught.an, nonce="n" * 65)],
        [mark(taught.an, client_time="gestern")],
        [mark(taught.an, client_time="9999999-01-01")],
        [mark(taught.an, source="leave")],
        [mark(taught.an, attendee="x")],
        [mark(taught.an, attendee=2**70)],
        [mark(taught.an, state="lost")],
        [mark(taught.an, nonce="a\x00b")],
        [mark(taught.an, attendee=999_999)],
    ):
        answer = send(signed_in, town.registrar, taught, marks)
        assert answer.status_code == 422, marks
        assert answer.json()["sentence"]
    assert not AttendanceMark.objects.exists()


def test_the_worker_is_served_where_it_works(taught: Taught, signed_in: SignedIn, town: Town) -> None:
    answer = signed_in(town.registrar).get(reverse("classes:worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"roll-call" in b"".join(answer.streaming_content)
