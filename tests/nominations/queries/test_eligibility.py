from dataclasses import asdict
from datetime import date

import pytest

from nennep.nominations.models import Check, EntryCondition, NominationState
from nennep.nominations.queries import eligibility
from nennep.nominations.wording import shown, text
from nennep.obligations.actions.steps import set_progress
from nennep.people.models import SuccessionEntry, TheoryLevel
from nennep.records.models import Completion
from tests.factories import nominations as make
from tests.factories import planning as quotas
from tests.factories.organizations import TODAY


@pytest.fixture
def town(db: None) -> make.Town:
    return make.town()


def passed(town: make.Town, person: make.Person) -> dict[str, bool | None]:
    lines = eligibility.lines(make.round(town), [person.pk], TODAY)[person.pk]
    return {line.check: line.passed for line in lines}


def test_what_is_kept_of_a_person_reaches_the_rules(town: make.Town) -> None:
    person = make.fit_person(town.cells[0])
    assert set(passed(town, person).values()) == {True, None}
    person.posts.update(ends_on=date(2020, 1, 1))
    assert passed(town, person)["post"] is False
    SuccessionEntry.objects.create(person=person, unit=town.ward, title="Đảng ủy viên", title_key="x")
    assert passed(town, person)["post"] is True
    TheoryLevel.objects.create(person=person, level="SC")
    assert passed(town, person)["not_done"] is True
    Completion.objects.create(person=person, program=quotas.program(), completed_on=date(2020, 1, 1), source="class:x")
    assert passed(town, person)["not_done"] is False
    assert passed(town, person)["not_busy"] is True
    set_progress([person.pk], quotas.program("QPAN3", "Quốc phòng").pk, "in_class", "class:y")
    assert passed(town, person)["not_busy"] is False


def test_a_dossier_of_another_round_counts_until_it_is_settled(town: make.Town) -> None:
    person = make.fit_person(town.cells[0])
    [row] = make.propose(make.round(town), town.cells[0], person)
    assert passed(town, person)["not_nominated"] is False
    row.state = NominationState.DECLINED
    row.save()
    assert passed(town, person)["not_nominated"] is True


def test_a_condition_holds_in_its_time_and_the_programs_own_goes_before_the_general(town: make.Town) -> None:
    program = quotas.program()
    in_2022 = {one.check: one for one in eligibility.conditions(program, date(2022, 6, 1))}
    now = {one.check: one for one in eligibility.conditions(program, TODAY)}
    assert in_2022["part_time_age"].params == {"F": 33, "M": 35}
    assert now["part_time_age"].params == {"F": 28, "M": 30}
    assert "education" not in in_2022
    EntryCondition.objects.create(program=program, check_code=Check.NOT_BUSY, overridable=False)
    assert next(one for one in eligibility.conditions(program, TODAY) if one.check == "not_busy").overridable is False


def test_every_line_has_its_words_and_an_unverified_source_is_said_so(town: make.Town) -> None:
    person = make.fit_person(town.cells[0], born_on=None)
    EntryCondition.objects.bulk_create(
        EntryCondition(
            program=quotas.program(), check_code=check, params={"standings": [], "min": 18, "max": 60}, legal_basis="QĐ 1"
        )
        for check in Check.values
        if not EntryCondition.objects.filter(program=quotas.program(), check_code=check).exists()
    )
    round = make.round(town, form="part_time")
    lines = [asdict(line) for line in eligibility.lines(round, [person.pk], TODAY)[person.pk]]
    assert {line["check"] for line in lines} == set(Check.values)
    assert all(text(line) for line in lines)
    assert all("," in line.source for line in shown(lines) if line.source)
