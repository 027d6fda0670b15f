from datetime import timedelta
from decimal import Decimal

import pytest

from nennep.attendance.models import Attendee
from nennep.attendance.rules.mark import MarkInput
from nennep.audit.models import Entry
from nennep.classes.actions.closing import Closed, close_class
from nennep.classes.actions.enrollment import drop_out
from nennep.classes.actions.result import MarkEntry, enter_marks
from nennep.classes.actions.roll_call import mark_attendance
from nennep.classes.models import Enrollment, Result, TrainingClass
from nennep.classes.queries.closing import preview
from nennep.core.errors import Forbidden, Refused
from nennep.obligations.models import AnnouncedClass, Progress
from nennep.records.models import Certificate, Completion
from tests.classes.conftest import Taught, Town
from tests.factories.classes import NOW
from tests.factories.organizations import TODAY
from tests.factories.threads import at_once

LAST = TODAY
PART = "Bài thu hoạch"


def call_everything(town: Town, taught: Taught, *, misses: dict[int, int] | None = None) -> None:
    """Call the roll of all sessions; `misses`: so many of the first sessions are missed by an enrollment."""
    for session in taught.of.sessions.select_related("training_class__provider", "gathering"):
        away = {one.person_id for one in (taught.an, taught.binh, taught.chi) if (misses or {}).get(one.pk, 0) >= session.ordinal}
        rows = Attendee.objects.filter(gathering=session.gathering, state="expected").values_list("pk", "person_id")
        marks = [MarkInput(pk, "unexcused" if person in away else "present", f"m{pk}", NOW) for pk, person in rows]
        mark_attendance(actor=town.registrar, session_id=session.pk, marks=marks, now=NOW)


def give(town: Town, taught: Taught, **marks: str) -> None:
    """Enter marks by the name of the enrollment."""
    entries = [MarkEntry(getattr(taught, name).pk, PART, Decimal(mark)) for name, mark in marks.items()]
    enter_marks(actor=town.registrar, training_class=taught.of, entries=entries, today=TODAY)


def close(town: Town, taught: Taught) -> Closed:
    """Close the class."""
    return close_class(actor=town.registrar, training_class=taught.of, closed_on=LAST, today=TODAY)


def test_closing_writes_results_facts_and_papers(town: Town, taught: Taught) -> None:
    call_everything(town, taught, misses={taught.chi.pk: 3})
    give(town, taught, an="8.25", binh="4", chi="9")

    plan = preview(taught.of)
    assert (plan.results, plan.papers, plan.bands) == (3, 1, [("giỏi", 1)])
    assert close(town, taught) == Closed(3, 1, 1)

    rows = {one.person_id: one for one in Enrollment.objects.all()}
    an, binh, chi = (rows[one.pk] for one in (town.an, town.binh, town.chi))
    assert (an.result, an.mark, an.classification) == (Result.COMPLETED, Decimal("8.25"), "gioi")
    assert (binh.result, binh.classification) == (Result.NOT_COMPLETED, "khong_dat")
    assert (chi.result, chi.mark, chi.absent_unexcused) == (Result.NOT_COMPLETED, Decimal(9), 3)
    completion = Completion.objects.get()
    assert (completion.person, completion.completed_on, completion.source) == (town.an, LAST, f"class:{taught.of.code}")
    assert completion.valid_until == LAST.replace(year=LAST.year + 5)
    paper = Certificate.objects.get()
    assert (paper.number, paper.holder_name, paper.issuer) == ("01/GCN-TTCT", "Nguyễn Văn An", town.center)
    assert len(paper.token) >= 22
    assert not AnnouncedClass.objects.exists()
    assert not Progress.objects.filter(ends_on__gte=LAST).exists()
    assert TrainingClass.objects.get().state == "closed"
    assert Entry.objects.filter(action="classes.result").count() == 3
    assert Entry.objects.filter(action="classes.close").count() == 1


def test_numbers_go_by_given_name_and_on_from_class_to_class(town: Town, taught: Taught) -> None:
    call_everything(town, taught)
    give(town, taught, chi="8", binh="8", an="8")
    close(town, taught)
    papers = Certificate.objects.order_by("number").values_list("holder_name", flat=True)
    assert list(papers) == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"]


def test_a_gap_in_the_roll_call_or_an_early_day_keeps_the_class_open(town: Town, taught: Taught) -> None:
    for closed_on, reason in ((LAST, "roll_call_incomplete"), (TODAY + timedelta(days=1), "roll_call_incomplete")):
        with pytest.raises(Refused, match=reason):
            close_class(actor=town.registrar, training_class=taught.of, closed_on=closed_on, today=TODAY)
    call_everything(town, taught)
    for closed_on, reason in ((TODAY + timedelta(days=1), "close_in_future"), (TODAY - timedelta(days=1), "closed_before_end")):
        with pytest.raises(Refused, match=reason):
            close_class(actor=town.registrar, training_class=taught.of, closed_on=closed_on, today=TODAY)
    assert not Completion.objects.exists()


def test_who_left_stays_left_and_gets_nothing(town: Town, taught: Taught) -> None:
    drop_out(actor=town.registrar, enrollment=taught.an, left_on=TODAY, reason="Ốm", today=TODAY)
    call_everything(town, taught)
    give(town, taught, binh="7", chi="7")
    assert close(town, taught) == Closed(2, 2, 2)
    assert Enrollment.objects.get(pk=taught.an.pk).result == Result.DROPPED


@pytest.mark.parametrize("who", ["officer", "other_registrar", "secretary"])
def test_only_the_registrar_closes(town: Town, taught: Taught, who: str) -> None:
    with pytest.raises(Forbidden):
        close_class(actor=getattr(town, who), training_class=taught.of, closed_on=LAST, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_a_class_is_closed_once_and_every_mark_comes_before_or_is_refused(town: Town, taught: Taught) -> None:
    call_everything(town, taught)
    give(town, taught, an="8", binh="8", chi="8")
    attendee = Attendee.objects.get(person=town.an, gathering=taught.first.gathering)

    def turn() -> object:
        mark = MarkInput(attendee.pk, "unexcused", "late", NOW + timedelta(seconds=1))
        return mark_attendance(actor=town.registrar, session_id=taught.first.pk, marks=[mark], now=NOW + timedelta(minutes=1))

    done = at_once([lambda: close(town, taught), turn, lambda: close(town, taught)])

    assert sum(isinstance(one, Closed) for one in done) == 1
    assert {one.reason for one in done if isinstance(one, Refused)} <= {"class_closed"}
    assert Certificate.objects.count() == Completion.objects.count() == 3
    an = Enrollment.objects.get(pk=taught.an.pk)
    attendee.refresh_from_db()
    assert an.absent_unexcused == (attendee.state == "unexcused")
