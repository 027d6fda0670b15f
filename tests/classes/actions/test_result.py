from decimal import Decimal

import pytest

from nennep.audit.models import Entry
from nennep.classes.actions.result import MarkEntry, classify_by_hand, enter_marks, set_parts
from nennep.classes.models import Enrollment, Mark
from nennep.classes.queries.result import grid
from nennep.core.errors import Forbidden, Refused
from tests.classes.conftest import Taught, Town
from tests.factories.classes import enroll, program, training_class
from tests.factories.organizations import TODAY

PART = "Bài thu hoạch"


def give(town: Town, taught: Taught, *marks: tuple[Enrollment, str | None]) -> int:
    """Enter marks of the one part."""
    entries = [MarkEntry(of.pk, PART, Decimal(mark) if mark else None) for of, mark in marks]
    return enter_marks(actor=town.registrar, training_class=taught.of, entries=entries, today=TODAY)


def test_a_changed_mark_is_a_further_attempt_and_the_same_one_is_nothing(town: Town, taught: Taught) -> None:
    assert give(town, taught, (taught.an, "4.5"), (taught.binh, "8")) == 2
    assert give(town, taught, (taught.an, "6"), (taught.binh, "8.00")) == 1
    marks = Mark.objects.filter(enrollment=taught.an).order_by("attempt")
    assert [(one.attempt, one.value) for one in marks] == [(1, Decimal("4.5")), (2, Decimal(6))]
    entries = Entry.objects.filter(action="classes.enter_marks", person_id=town.an.pk).order_by("pk")
    assert [one.changes["marks"][PART] for one in entries] == [[None, "4.5"], ["4.50", "6"]]


def test_the_grid_says_what_becomes_of_each(town: Town, taught: Taught) -> None:
    give(town, taught, (taught.an, "8.25"), (taught.binh, "4"))
    rows = {row.enrollment.pk: row.verdict for row in grid(town.registrar, taught.of)}
    assert (rows[taught.an.pk].completed, rows[taught.an.pk].band.key) == (True, "gioi")  # type: ignore[union-attr]  # it has one
    assert rows[taught.binh.pk].why == "below_pass"
    assert rows[taught.chi.pk].why == "mark_missing"


def test_each_reader_sees_the_marks_of_the_own_people(town: Town, taught: Taught) -> None:
    def names(actor: object) -> list[str]:
        return [str(row.enrollment.person) for row in grid(actor, taught.of)]  # type: ignore[arg-type]  # an actor

    assert names(town.registrar) == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"]
    assert names(town.officer) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert names(town.secretary) == names(town.member(town.an)) == ["Nguyễn Văn An"]
    assert names(town.other_officer) == ["Lê Thị Chi"]
    assert names(town.other_registrar) == []


def test_an_empty_cell_takes_a_mark_away(town: Town, taught: Taught) -> None:
    give(town, taught, (taught.an, "8"))
    give(town, taught, (taught.an, None))
    assert not Mark.objects.exists()


@pytest.mark.parametrize("mark", ["10.5", "-1", "7.125"])
def test_a_mark_off_the_scale_is_refused_with_all_others(town: Town, taught: Taught, mark: str) -> None:
    with pytest.raises(Refused, match="mark_off_scale"):
        give(town, taught, (taught.binh, "8"), (taught.an, mark))
    assert not Mark.objects.exists()


@pytest.mark.parametrize("who", ["officer", "other_registrar"])
def test_only_the_registrar_enters_marks(town: Town, taught: Taught, who: str) -> None:
    with pytest.raises(Forbidden):
        enter_marks(
            actor=getattr(town, who), training_class=taught.of, entries=[MarkEntry(taught.an.pk, PART, Decimal(8))], today=TODAY
        )


def test_a_class_without_marks_is_classified_by_hand(town: Town) -> None:
    of = program("TH", uses_marks=False)
    made = training_class(town.center, of=of)
    (an,) = enroll(made, town.an, sender=town.ward)
    assert classify_by_hand(actor=town.registrar, training_class=made, chosen={an.pk: "gioi"}) == 1
    an.refresh_from_db()
    assert (an.classification, an.classification_label) == ("gioi", "giỏi")
    with pytest.raises(Refused, match="band_unknown"):
        classify_by_hand(actor=town.registrar, training_class=made, chosen={an.pk: "tuyet_voi"})


def test_parts_are_named_anew_as_long_as_they_have_no_marks(town: Town, taught: Taught) -> None:
    give(town, taught, (taught.an, "8"))
    made = set_parts(actor=town.registrar, training_class=taught.of, parts=["Thi", PART])
    assert made.parts == ["Thi", PART]
    for parts, reason in ((["Thi"], "part_has_marks"), ([PART, PART], "part_twice")):
        with pytest.raises(Refused, match=reason):
            set_parts(actor=town.registrar, training_class=taught.of, parts=parts)
    with pytest.raises(Refused, match="part_unknown"):
        enter_marks(
            actor=town.registrar, training_class=taught.of, entries=[MarkEntry(taught.an.pk, "Khác", Decimal(8))], today=TODAY
        )
