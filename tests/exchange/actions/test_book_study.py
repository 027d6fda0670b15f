"""The sheets of study events, presence and commendations."""

from datetime import date
from decimal import Decimal

import pytest

from nennep.attendance.models import AttendanceMark, Attendee
from nennep.campaigns.models import StudyEvent, StudyResult
from nennep.recognition.models import Commendation
from tests.exchange.year_book import PRAISE, PRESENT, Rows, only, outcomes, reasons, take, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogs")]


def test_study_events_presence_essays_and_the_log_of_marks() -> None:
    imported = take(whole())
    event = StudyEvent.objects.get()
    assert (event.form, event.sessions, event.organizer.code, event.gathering.kind) == ("online", 4, "P", "study")
    states = Attendee.objects.order_by("person__code").values_list("person__code", "unit__code", "state")
    assert list(states) == [("A1", "K1", "present"), ("A2", "K1", "made_up"), ("A4", "K2", "excused")]
    assert list(StudyResult.objects.order_by("pk").values_list("essay_on", "quiz_mark")) == [
        (date(2021, 3, 5), Decimal("9.50")),
        (date(2021, 3, 6), None),
    ]
    assert outcomes(imported, "Tham gia") == ["created"] * 3
    again = take(only(**{"Tham gia": [PRESENT[0], ["H1", "A4", "học bù", "10/3/2021"], ["H1", "A1", "có mặt", "5/3/2021", 9]]}))
    assert outcomes(again, "Tham gia") == ["updated", "updated"]
    assert list(AttendanceMark.objects.filter(attendee__person__code="A4").order_by("pk").values_list("state", "source")) == [
        ("excused", "import"), ("made_up", "import"),
    ]  # fmt: skip
    assert StudyResult.objects.get(attendee__person__code="A1").quiz_mark == 9


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["XX", "A1", "có mặt"], ["event_unknown"]),
        (["H1", "XX", "có mặt"], ["person_code_unknown"]),
        (["H1", "A1", "đi vắng"], ["word_unknown"]),
        (["H1", "A1", "có mặt", "1/1/2021"], ["essay_before_event"]),
        (["H1", "A1", "có mặt", "1/1/2030"], ["day_in_future"]),
        (["H1", "A1", "có mặt", None, 11], ["mark_out_of_range"]),
        (["H1", "A1", "vắng không lý do", "5/3/2021"], ["essay_without_presence"]),
    ],
)
def test_presence_that_cannot_be(values: list[object], codes: list[str]) -> None:
    assert reasons(take(whole(**{"Tham gia": [PRESENT[0], values]})), "Tham gia") == [codes]


def test_commendations_of_units_and_people() -> None:
    header = PRAISE[0]
    rows: Rows = [
        *PRAISE,
        ["3/QĐ", "1/1/2030", "Thị ủy", "P", "giấy khen"],
        ["4/QĐ", "1/1/2021", "Thị ủy", "XX", "giấy khen"],
        PRAISE[1],
    ]
    imported = take(whole(**{"Khen thưởng": rows}))
    assert reasons(imported, "Khen thưởng") == [[], [], ["day_in_future"], ["nobody_has_code"], ["row_twice"]]
    assert set(Commendation.objects.values_list("unit__code", "person__code")) == {("P", None), (None, "A1")}
    again = take(only(**{"Khen thưởng": [header, ["1/qđ", "28/12/2021", "Ban Thường vụ Thị ủy", "p", "Giấy khen"]]}))
    assert [verdict.outcome for verdict in again.verdicts] == ["updated"]
    assert Commendation.objects.count() == 2
