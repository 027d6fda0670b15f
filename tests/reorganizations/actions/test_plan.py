"""Plans carried out and taken back: nobody is lost, open work changes hands, the past stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from nennep.accounts.models import SavedView
from nennep.classes.models import Enrollment
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.nominations.models import Nomination, NominationRound
from nennep.organizations.actions.grant import grant_role
from nennep.organizations.following import declared
from nennep.organizations.models import Grant, Placement, SuccessorLink, Unit
from nennep.people.actions.membership import transfer_people
from nennep.people.models import Membership, Person, Post
from nennep.planning.models import QuotaAccount, QuotaEntry
from nennep.reorganizations.actions.plan import carry_out, undo_plan
from nennep.reorganizations.actions.point import settle_points
from nennep.reorganizations.jobs import carry_out_what_is_due
from nennep.reorganizations.models import OpenPoint, Reorganization, State
from nennep.reorganizations.rules.deed import Deed, Line, Share
from tests.factories import organizations, people
from tests.factories.reorganizations import DAY, NOW, TODAY, Wards, done, drafted, everything, merged, wards

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Wards:
    return wards()


def open_memberships() -> dict[int, int]:
    return dict(Membership.objects.filter(ends_on=None).values_list("person", "unit"))


def test_every_reference_to_a_unit_is_declared() -> None:
    told = {(one.model, one.field) for one in declared()}
    missing = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.remote_field.model is Unit
        if (model._meta.label, field.name) not in told
    ]
    assert missing == []


def test_a_merger_carries_everything_along(made: Wards) -> None:
    before = open_memberships()
    merged(made)
    new = Unit.objects.get(code="PC")
    assert open_memberships() == {person: new.pk if unit in (made.a.pk, made.b.pk) else unit for person, unit in before.items()}
    assert set(Unit.objects.filter(parent=new, dissolved_on=None)) == {
        made.a1,
        made.b1,
        made.center,
        *Unit.objects.filter(name="Chi bộ khối 2"),
    }
    assert NominationRound.objects.get(pk=made.round.pk).unit == new
    assert set(Enrollment.objects.filter(training_class=made.training_class).values_list("sending_unit", flat=True)) == {new.pk}
    account = QuotaAccount.objects.get(unit=new, program__code="TC")
    assert (account.balance, account.used) == (7, 1)
    assert Nomination.objects.get(pk=made.chosen.pk).account == account
    assert f"unit={new.pk}&" in SavedView.objects.get().query
    assert Grant.objects.filter(user=made.officer, unit=new, starts_on=DAY, ends_on=None).exists()
    assert {link.predecessor_id for link in SuccessorLink.objects.filter(successor=new)} == {made.a.pk, made.b.pk}


def test_the_past_stays_where_it_was(made: Wards) -> None:
    merged(made)
    assert Membership.objects.filter(unit=made.a, ends_on=DAY - timedelta(days=1)).count() == 1
    assert Unit.objects.get(pk=made.a.pk).dissolved_on == DAY - timedelta(days=1)
    assert Unit.objects.get(pk=made.a.pk).path.startswith(Unit.objects.get(code="PC").path)
    assert Placement.objects.get(unit=made.a1, ends_on=None).starts_on == DAY


def test_two_secretaries_of_one_body_are_for_a_person_to_settle(made: Wards) -> None:
    plan = merged(made)
    points = OpenPoint.objects.filter(reorganization=plan, model="people.Post")
    assert {point.reason for point in points} == {"two_at_one"}
    assert {point.label.split(" · ")[0] for point in points} == {"Nguyễn Văn An", "Lê Thị Bình"}
    assert {point.was_at for point in points} == {made.a, made.b}
    assert Post.objects.filter(unit__code="PC", ends_on=None).count() == 3


def test_taken_back_all_is_as_before(made: Wards) -> None:
    before = everything()
    plan = merged(made)
    assert everything() != before
    undo_plan(actor=console(), reorganization=plan)
    assert everything() == before
    assert Reorganization.objects.get(pk=plan.pk).state == State.UNDONE
    assert merged(made).state == State.APPLIED


def test_a_preview_changes_nothing_and_says_what_will_be(made: Wards) -> None:
    before = everything()
    plan = drafted(Line(2, Deed.MERGE, made.a.code, "PC", "Đảng ủy phường C"), Line(3, Deed.MERGE, made.b.code, "PC"))
    assert everything() == before
    assert carry_out(actor=console(), reorganization=plan, today=TODAY, now=NOW).summary == {
        name: plan.findings[name] for name in ("counts", "moved")
    }
    assert plan.findings["points"] == OpenPoint.objects.filter(reorganization=plan).count() > 0


def test_the_same_plan_again_changes_nothing(made: Wards) -> None:
    first = merged(made)
    before = everything()
    lines = [Line(2, Deed.MERGE, made.a.code, "PC", "Đảng ủy phường C"), Line(3, Deed.MERGE, made.b.code, "PC")]
    assert drafted(*lines) == first
    assert everything() == before


def test_the_same_plan_is_put_down_once_and_tried_anew(made: Wards) -> None:
    line = Line(2, Deed.RENAME, made.a.code, name="Đảng ủy phường Mới")
    first = drafted(line)
    Reorganization.objects.update(findings={})
    assert drafted(line) == first
    assert Reorganization.objects.get().findings["counts"]["changed"] == 1
    undo_plan(actor=console(), reorganization=carry_out(actor=console(), reorganization=first, today=TODAY, now=NOW))
    assert drafted(line) != first


def test_it_is_not_taken_back_once_something_was_built_on_it(made: Wards) -> None:
    plan = merged(made)
    transfer_people(actor=console(), people=[made.secretaries[0]], to=made.b1, on=DAY + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        undo_plan(actor=console(), reorganization=plan)
    assert refusal.value.reason == "built_upon"


def test_nor_when_a_new_unit_got_people(made: Wards) -> None:
    plan = done(Line(2, Deed.ESTABLISH, "", "PX", "Đảng ủy phường X", "ward", made.province.code))
    people.person(Unit.objects.get(code="PX"))
    with pytest.raises(Refused):
        undo_plan(actor=console(), reorganization=plan)


def test_a_division_leaves_what_it_cannot_decide_on_the_worklist(made: Wards) -> None:
    cells = Unit.objects.filter(parent=made.a, dissolved_on=None).exclude(pk=made.a1.pk).count()
    plan = done(
        Line(2, Deed.SPLIT, made.a.code, "PX", "Đảng ủy phường X", share=Share.MAIN),
        Line(3, Deed.SPLIT, made.a.code, "PY", "Đảng ủy phường Y", share=Share.PART),
        Line(4, Deed.MOVE, made.a1.code, parent="PY"),
    )
    assert Unit.objects.get(pk=made.a1.pk).parent == Unit.objects.get(code="PY")
    doubtful = OpenPoint.objects.filter(reorganization=plan, reason="divided")
    assert doubtful.filter(model="organizations.Unit").count() == cells
    assert doubtful.filter(model="people.Membership").count() == 1
    assert set(doubtful.values_list("placed_at__code", flat=True)) == {"PX"}


def test_a_plan_may_wait_for_its_day(made: Wards) -> None:
    later = TODAY + timedelta(days=10)
    plan = done(Line(2, Deed.RENAME, made.a.code, name="Đảng ủy phường Mới"), on=later)
    assert plan.state == State.SCHEDULED
    assert Unit.objects.get(pk=made.a.pk).name != "Đảng ủy phường Mới"
    carry_out(actor=console(), reorganization=plan, today=later, now=NOW)
    assert Unit.objects.get(pk=made.a.pk).name == "Đảng ủy phường Mới"


def test_a_wrong_line_stops_the_whole_plan(made: Wards) -> None:
    before = everything()
    with pytest.raises(Refused) as refusal:
        drafted(Line(2, Deed.RENAME, made.a.code, name="Khác"), Line(3, Deed.DISSOLVE, "KHÔNG CÓ"))
    assert [problem.number for problem in refusal.value.facts["problems"]] == [3]  # type: ignore[attr-defined]  # a tuple of problems
    assert everything() == before


def test_only_who_administers_what_stands_above_may(made: Wards) -> None:
    line = Line(2, Deed.RENAME, made.a.code, name="Khác")
    for actor in (organizations.actor_with(Role.ADMINISTRATOR, made.a), organizations.actor_with(Role.OFFICER, made.province)):
        with pytest.raises(Forbidden):
            drafted(line, actor=actor)
    assert drafted(line, actor=organizations.actor_with(Role.ADMINISTRATOR, made.province)).unit == made.province


def test_a_later_place_stands_in_the_way(made: Wards) -> None:
    done(Line(2, Deed.MOVE, made.a1.code, parent="PB"))
    with pytest.raises(Refused) as refusal:
        done(Line(2, Deed.MOVE, made.a1.code, parent=made.a.code), on=DAY - timedelta(days=5))
    assert refusal.value.reason == "later_change"


def test_what_begins_after_the_day_only_changes_its_unit(made: Wards) -> None:
    person = people.person(made.a, starts_on=DAY + timedelta(days=1))
    merged(made)
    row = Membership.objects.get(person=person)
    assert (row.unit.code, row.starts_on) == ("PC", DAY + timedelta(days=1))


def test_the_ledger_still_adds_up(made: Wards) -> None:
    merged(made)
    for account in QuotaAccount.objects.all():
        assert account.balance == sum(QuotaEntry.objects.filter(account=account).values_list("places", flat=True))


def test_a_center_that_ends_hands_its_class_over(made: Wards) -> None:
    other = organizations.unit("TTKV", parent=made.province, kind="political_center")
    done(Line(2, Deed.MERGE, "TTCT", "TTKV"))
    made.training_class.refresh_from_db()
    assert made.training_class.provider == other
    assert Person.objects.count() == len(open_memberships())


def test_units_may_exchange_their_codes(made: Wards) -> None:
    done(Line(2, Deed.RENAME, "PB", "B1"), Line(3, Deed.RENAME, "B1", "PB"))
    assert Unit.objects.get(pk=made.b.pk).code == "B1"


def divided(made: Wards) -> Reorganization:
    return done(
        Line(2, Deed.SPLIT, made.a.code, "PX", "Đảng ủy phường X", share=Share.MAIN),
        Line(3, Deed.SPLIT, made.a.code, "PY", "Đảng ủy phường Y", share=Share.PART),
    )


def test_a_person_settles_what_the_plan_left_open(made: Wards) -> None:
    before = everything()
    plan, other = divided(made), Unit.objects.get(code="PY")
    points = OpenPoint.objects.filter(reorganization=plan)
    chosen = points.filter(model="people.Membership") | points.filter(model="organizations.Unit", object_id=made.a1.pk)
    assert settle_points(actor=console(), reorganization=plan, points=list(chosen), to=other, now=NOW) == 2
    assert open_memberships()[made.secretaries[0].pk] == other.pk
    assert Unit.objects.get(pk=made.a1.pk).path.startswith(other.path)
    assert Placement.objects.filter(unit=made.a1).count() == 2
    rest = list(points.filter(settled_at=None))
    settle_points(actor=console(), reorganization=plan, points=rest, to=None, now=NOW)
    assert not points.filter(settled_at=None).exists()
    undo_plan(actor=console(), reorganization=plan)
    assert everything() == before


def test_of_a_unit_that_goes_on_a_part_is_placed_from_the_day(made: Wards) -> None:
    before = everything()
    plan = done(Line(2, Deed.SPLIT, made.a.code, "PY", "Đảng ủy phường Y"))
    other = Unit.objects.get(code="PY")
    points = list(OpenPoint.objects.filter(reorganization=plan, model="people.Membership"))
    settle_points(actor=console(), reorganization=plan, points=points, to=other, now=NOW)
    assert Membership.objects.get(person=made.secretaries[0], ends_on=None).starts_on == DAY
    undo_plan(actor=console(), reorganization=plan)
    assert everything() == before


def test_only_an_heir_can_be_given_anything(made: Wards) -> None:
    plan = divided(made)
    points = list(OpenPoint.objects.filter(reorganization=plan))
    with pytest.raises(Refused) as refusal:
        settle_points(actor=console(), reorganization=plan, points=points, to=made.b, now=NOW)
    assert refusal.value.reason == "not_an_heir"
    with pytest.raises(Forbidden):
        settle_points(
            actor=organizations.actor_with(Role.ADMINISTRATOR, made.b), reorganization=plan, points=points, to=None, now=NOW
        )


def test_a_worker_carries_out_what_is_due_once(made: Wards) -> None:
    later = TODAY + timedelta(days=10)
    plan = done(Line(2, Deed.RENAME, made.a.code, name="Đảng ủy phường Mới"), on=later)
    Reorganization.objects.filter(pk=plan.pk).update(effective_on=DAY)
    for _ in range(2):
        carry_out_what_is_due()
    plan.refresh_from_db()
    assert (plan.state, Unit.objects.get(pk=made.a.pk).name) == (State.APPLIED, "Đảng ủy phường Mới")


def test_why_a_plan_failed_on_its_day_stands_on_it(made: Wards) -> None:
    plan = done(Line(2, Deed.MOVE, made.a1.code, parent="PB"), on=TODAY + timedelta(days=10))
    done(Line(2, Deed.MERGE, "PB", made.a.code))
    Reorganization.objects.filter(pk=plan.pk).update(effective_on=TODAY)
    carry_out_what_is_due()
    plan.refresh_from_db()
    assert plan.state == State.SCHEDULED
    assert plan.trouble


def test_nothing_new_begins_at_a_unit_that_ended(made: Wards) -> None:
    merged(made)
    ended = Unit.objects.get(pk=made.a.pk)
    with pytest.raises(Refused) as refusal:
        transfer_people(actor=console(), people=[made.secretaries[0]], to=ended, on=TODAY)
    assert refusal.value.reason == "unit_ended"
    with pytest.raises(Refused):
        grant_role(actor=console(), user=made.officer, role=Role.OFFICER, unit=ended, starts_on=TODAY)


def test_nobody_pushes_people_into_a_unit_of_others(made: Wards) -> None:
    administrator = organizations.actor_with(Role.ADMINISTRATOR, made.a)
    with pytest.raises(Forbidden):
        drafted(Line(2, Deed.MERGE, made.a1.code, made.b1.code), actor=administrator)
    sister = Unit.objects.get(name="Chi bộ khối 2")
    assert drafted(Line(2, Deed.MERGE, made.a1.code, sister.code), actor=administrator).unit == made.a
