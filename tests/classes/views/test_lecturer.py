"""What a lecturer sees: the sessions named after the account's person, and their classes to look at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nennep.audit.models import Entry
from nennep.classes.models import ClassSession
from nennep.classes.queries import lecturer
from nennep.core.actors import Actor, Role
from nennep.organizations.models import Grant
from nennep.organizations.queries.actor import actor_of
from nennep.people.models import Person
from tests.classes.conftest import Taught, Town
from tests.classes.views.conftest import SignedIn
from tests.factories.organizations import TODAY, user_with
from tests.factories.people import person


@pytest.fixture
def teacher(town: Town) -> Person:
    """Make somebody who teaches at the center."""
    return person(town.cell, full_name="Vũ Thị Giảng", user=user_with(Role.LECTURER, town.center))


def acting(who: Person) -> Actor:
    assert who.user is not None
    return actor_of(who.user, today=TODAY)


def name_for(taught: Taught, who: Person) -> ClassSession:
    ClassSession.objects.filter(pk=taught.first.pk).update(lecturer=who, lecturer_name=who.full_name)
    return taught.first


def test_the_registrar_names_a_lecturer_of_the_provider(town: Town, taught: Taught, teacher: Person, signed_in: SignedIn) -> None:
    first = taught.first
    browser, url = signed_in(town.registrar), reverse("classes:session", args=[first.pk])
    assert "Vũ Thị Giảng" in browser.get(url).content.decode()
    form = {"day": f"{TODAY:%d/%m/%Y}", "starts_at": "07:30", "ends_at": "11:00", "topic": "Bài 1"}
    assert browser.post(url, form | {"lecturer": teacher.pk}).status_code == 302
    named = ClassSession.objects.get(pk=first.pk)
    assert (named.lecturer, named.lecturer_name) == (teacher, "Vũ Thị Giảng")

    assert browser.post(url, form | {"lecturer": town.an.pk}).status_code == 422
    assert browser.post(url, form | {"lecturer_name": "Báo cáo viên mời"}).status_code == 302
    named.refresh_from_db()
    assert (named.lecturer, named.lecturer_name) == (None, "Báo cáo viên mời")


def test_one_lecturer_is_named_for_several_sessions_at_once(
    town: Town, taught: Taught, teacher: Person, signed_in: SignedIn
) -> None:
    browser, url = signed_in(town.registrar), reverse("classes:name_lecturer", args=[taught.of.pk])
    page = browser.get(reverse("classes:sessions", args=[taught.of.pk])).content.decode()
    assert f'action="{url}"' in page
    both = list(taught.of.sessions.values_list("pk", flat=True))
    assert len(both) > 1
    assert browser.post(url, {"lecturer": teacher.pk, "pick": both}).status_code == 302
    assert set(taught.of.sessions.values_list("lecturer", "lecturer_name")) == {(teacher.pk, "Vũ Thị Giảng")}
    logged = Entry.objects.filter(action="classes.change_session")
    assert logged.count() == len(both)
    browser.post(url, {"lecturer": teacher.pk, "pick": both})
    assert logged.count() == len(both)
    assert browser.post(url, {"lecturer_name": "Báo cáo viên mời", "pick": both[:1]}).status_code == 302
    assert set(taught.of.sessions.values_list("lecturer_name", flat=True)) == {"Vũ Thị Giảng", "Báo cáo viên mời"}
    for wrong in ({"lecturer": town.an.pk, "pick": both}, {"lecturer": teacher.pk}, {"lecturer": teacher.pk, "pick": ["x", "0"]}):
        assert browser.post(url, wrong).status_code == 422


def test_a_lecturer_sees_the_own_sessions_and_their_class(town: Town, taught: Taught, teacher: Person, signed_in: SignedIn) -> None:
    name_for(taught, teacher)
    browser = signed_in(acting(teacher))
    listed = browser.get(reverse("classes:teaching"), {"past": "1"}).content.decode()
    assert taught.of.name in listed
    page = browser.get(reverse("classes:taught_class", args=[taught.of.pk])).content.decode()
    assert "Bài 2" in page
    assert "Nguyễn Văn An" in page
    assert '<form method="post" action="/classes' not in page
    assert browser.get(reverse("classes:results", args=[taught.of.pk])).status_code == 404


def test_who_does_not_teach_there_gets_404(town: Town, taught: Taught, teacher: Person, signed_in: SignedIn) -> None:
    url = reverse("classes:taught_class", args=[taught.of.pk])
    name_for(taught, town.an)
    elsewhere = person(town.cell, user=user_with(Role.LECTURER, town.other_center))
    for who in (acting(teacher), acting(elsewhere), town.member(town.an), town.registrar):
        assert signed_in(who).get(url).status_code == 404


def test_a_lecturer_whose_role_ended_sees_nothing_more(town: Town, taught: Taught, teacher: Person) -> None:
    name_for(taught, teacher)
    assert lecturer.sessions(acting(teacher)).count() == 1
    Grant.objects.filter(user=teacher.user).update(ends_on=TODAY - timedelta(days=1))
    assert lecturer.sessions(acting(teacher)).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_reads_take_one_query_each(
    town: Town, taught: Taught, teacher: Person, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    ids = list(taught.of.sessions.values_list("pk", flat=True)[:rows])
    ClassSession.objects.filter(pk__in=ids).update(lecturer=teacher)
    actor = acting(teacher)
    with django_assert_num_queries(3):
        assert len(lecturer.sessions(actor)) == rows
        assert len(lecturer.lessons(actor, taught.of)) == 10
        assert len(lecturer.trainees(taught.of)) == 3
