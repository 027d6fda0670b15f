from django.urls import reverse

from nennep.classes.models import ClassState, TrainingClass
from nennep.classes.queries.enrollment import listed
from nennep.classes.queries.training_class import ClassFilter
from nennep.classes.queries.training_class import listed as classes_listed
from nennep.core.actors import Role
from nennep.organizations.models import Unit
from tests.classes.conftest import Taught, Town
from tests.classes.views.conftest import SignedIn
from tests.conftest import QueriesAt
from tests.factories.classes import enroll, program, training_class
from tests.factories.organizations import actor_with
from tests.factories.people import person
from tests.factories.reorganizations import merged, wards


def opening(town: Town, **fields: object) -> dict[str, object]:
    """Return what is typed to open a class."""
    return {
        "provider": town.center.pk,
        "program": program().pk,
        "code": "DVM26-1",
        "name": "Lớp đảng viên mới khóa 1",
        "opens_on": "02/03/2026",
        "sessions": 10,
        "weekdays": ["0", "1", "2", "3", "4"],
        "day_parts": ["morning", "afternoon"],
        "free_days": "04/03/2026",
        "topics": "Bài một\n\nBài hai",
        "parts": "Bài thu hoạch",
        **fields,
    }


def test_a_registrar_opens_a_class_by_a_pattern(town: Town, signed_in: SignedIn) -> None:
    answer = signed_in(town.registrar).post(reverse("classes:open"), opening(town))
    made = TrainingClass.objects.get()
    assert answer.headers["Location"] == reverse("classes:detail", args=[made.pk])
    assert made.parts == ["Bài thu hoạch"]
    sessions = list(made.sessions.select_related("gathering"))
    assert [one.topic for one in sessions[:3]] == ["Bài một", "Bài hai", ""]
    assert [f"{one.gathering.held_on:%d/%m}" for one in sessions[::2]] == ["02/03", "03/03", "05/03", "06/03", "09/03"]


def test_what_is_wrong_with_a_class_is_said_and_nothing_typed_is_lost(town: Town, signed_in: SignedIn) -> None:
    browser = signed_in(town.registrar)
    training_class(town.center, code="DVM26-1")
    for fields, said in ((opening(town), "DVM26-1"), (opening(town, code="X", free_days="31/02/2026"), "31/02/2026")):
        answer = browser.post(reverse("classes:open"), fields)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert "Lớp đảng viên mới khóa 1" in answer.content.decode()
    assert TrainingClass.objects.count() == 1


def test_who_is_let_in(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:detail", args=[taught.of.pk])
    readers = (town.registrar, town.officer, town.secretary, town.other_secretary, town.other_officer, town.member(town.an))
    assert [signed_in(one).get(url).status_code for one in readers] == [200] * 6
    assert signed_in(town.other_registrar).get(url).status_code == 404


def test_everybody_sees_the_own_people_only(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    url = reverse("classes:detail", args=[taught.of.pk])
    names = {"Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"}
    for actor, seen in (
        (town.registrar, names),
        (town.officer, {"Nguyễn Văn An", "Trần Thị Bình"}),
        (town.secretary, {"Nguyễn Văn An"}),
        (town.other_officer, {"Lê Thị Chi"}),
        (town.member(town.binh), {"Trần Thị Bình"}),
    ):
        page = signed_in(actor).get(url).content.decode()
        assert {name for name in names if name in page} == seen


def test_a_name_is_found_without_its_marks(town: Town, taught: Taught, signed_in: SignedIn) -> None:
    page = signed_in(town.registrar).get(reverse("classes:detail", args=[taught.of.pk]), {"q": "tran thi binh"}).content.decode()
    assert "Trần Thị Bình" in page
    assert "Lê Thị Chi" not in page


def test_the_list_takes_the_same_queries_for_one_and_three_classes(town: Town, queries_at: QueriesAt) -> None:
    def one_more() -> None:
        enroll(training_class(town.center), person(town.cell), sender=town.ward)

    counts = queries_at(lambda: [str(one.provider) for one in classes_listed(town.officer, ClassFilter())], one_more)
    assert counts == [1, 1]


def test_the_trainees_take_the_same_queries_for_one_and_three(town: Town, queries_at: QueriesAt) -> None:
    made = training_class(town.center)
    counts = queries_at(
        lambda: [(str(one.person), one.sending_unit.name) for one in listed(town.officer, made)],
        lambda: enroll(made, person(town.cell), sender=town.ward),
    )
    assert counts == [1, 1]


def test_the_filters_of_the_list(town: Town) -> None:
    made = training_class(town.center, code="DVM26-7")
    for narrowed, found in (
        ({"q": "dvm26"}, True),
        ({"q": "lop dvm26 7"}, True),
        ({"q": "khác"}, False),
        ({"state": "open", "program": "DVM", "year": "2026"}, True),
        ({"state": "closed"}, False),
        ({"year": "2025"}, False),
        ({"year": "hai nghìn", "state": "lạ"}, True),
    ):
        assert (made in classes_listed(town.registrar, ClassFilter.of(narrowed))) is found


def test_classes_of_a_year_are_asked_on_the_tree_of_that_time_too(db: None, signed_in: SignedIn) -> None:
    made = wards()
    year = str(made.training_class.opens_on.year)
    TrainingClass.objects.update(state=ClassState.CLOSED)
    merged(made)
    browser = signed_in(actor_with(Role.OFFICER, Unit.objects.get(code="PC")))
    page = browser.get(reverse("classes:list"), {"year": year}).content.decode()
    assert made.training_class.name in page
    assert f"figure=classes.opened&amp;from={year}&amp;to={year}&amp;tree=then" in page
    assert "classes.opened" not in browser.get(reverse("classes:list")).content.decode()
    rows = {"figure": "classes.opened", "from": year, "to": year, "unit": made.a.pk, "tree": "then"}
    assert made.training_class.name in browser.get(reverse("reports:rows"), rows).content.decode()
