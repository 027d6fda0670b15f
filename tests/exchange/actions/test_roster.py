"""Taking in a roster."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nennep.audit.models import Entry
from nennep.core.actors import Actor, Role, console
from nennep.core.errors import Forbidden
from nennep.exchange.actions.roster import import_roster
from nennep.exchange.models import ImportBatch, ImportChange, ImportRow
from nennep.exchange.rules.roster import lay_out_book, read_roster
from nennep.exchange.rules.verdict import Imported
from nennep.organizations.models import Unit
from nennep.people.models import Membership, Person, Post, TheoryLevel
from nennep.spreadsheets.book import Book
from nennep.spreadsheets.read import read_book
from tests.exchange.sheets import HEADER, TODAY, book
from tests.factories import organizations as org

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "examples"
LEVELS = {"": None, "Sơ cấp": "SC", "Trung cấp": "TC", "Cao cấp": "CC"}

pytestmark = pytest.mark.django_db


def take(
    unit: Unit, made: Book, *, actor: Actor | None = None, create_units: bool = True, dry_run: bool = False, today: date = TODAY
) -> Imported:
    return import_roster(
        actor=actor or console(),
        unit=unit,
        file=read_roster(lay_out_book(made), today),
        file_name="ds.xlsx",
        today=today,
        now=NOW,
        create_units=create_units,
        dry_run=dry_run,
    )


@pytest.fixture
def commune() -> Unit:
    return org.unit("XM", kind="commune", name="Đảng ủy xã Mẫu")


@pytest.mark.parametrize("name", ["roster-grouped", "roster-one-list", "roster-tcvn3"])
def test_the_examples_come_out_as_expected(commune: Unit, name: str) -> None:
    imported = take(commune, read_book(EXAMPLES / f"{name}.xlsx"))
    with (EXAMPLES / f"{name}.expected.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert [verdict.person for verdict in imported.verdicts] == [
        {
            "full_name": row["full_name"], "sex": row["sex"] or None, "birth": row["birth"] or None, "admitted": row["joined"] or None,
            "official": row["official"] or None, "post": row["post"] or None, "theory_level": LEVELS[row["level"]],
            "unit": Unit.objects.get(name=row["unit_label"] or commune.name).code, "unit_name": row["unit_label"] or commune.name,
        }
        for row in expected
    ]  # fmt: skip
    assert imported.summary == {"created": len(expected), "updated": 0, "unchanged": 0, "rejected": 0}
    again = take(commune, read_book(EXAMPLES / f"{name}.xlsx"))
    assert again.summary == {"created": 0, "updated": 0, "unchanged": len(expected), "rejected": 0}


def test_a_person_comes_with_standing_post_and_level(commune: Unit) -> None:
    take(
        commune,
        book(HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "3/1985", "Nam", "12/05/2004", "12/05/2005", "Bí thư chi bộ", "TC"]),
    )
    person = Person.objects.get()
    assert (person.code, person.sex, person.born_on, person.born_precision) == ("XM.00001", "M", date(1985, 3, 1), "m")
    assert list(Membership.objects.order_by("starts_on").values_list("unit__name", "standing", "starts_on", "ends_on")) == [
        ("Chi bộ 1", "probationary", date(2004, 5, 12), date(2005, 5, 11)),
        ("Chi bộ 1", "official", date(2005, 5, 12), None),
    ]
    assert list(Post.objects.values_list("title", "title_key", "starts_on")) == [("Bí thư chi bộ", "bithuchibo", None)]
    assert list(TheoryLevel.objects.values_list("level", "achieved_on")) == [("TC", None)]


def test_a_second_import_leaves_no_trace_but_its_verdicts(commune: Unit) -> None:
    rows = book(
        HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "1985", "Nam", "12/05/2004", "12/05/2005", "Bí thư; Trưởng thôn", "TC"]
    )
    take(commune, rows)
    entries, changes = Entry.objects.count(), ImportChange.objects.count()
    again = take(commune, rows)
    assert again.summary["unchanged"] == 1
    assert Entry.objects.count() == entries + 1  # the import itself
    assert ImportChange.objects.count() == changes
    assert ImportRow.objects.filter(batch=again.batch_id).count() == 1
    assert (Person.objects.count(), Membership.objects.count(), Post.objects.count()) == (1, 2, 2)


def test_a_changed_list_updates_and_says_what(commune: Unit) -> None:
    take(commune, book(HEADER, [1, "Nguyễn Văn An", "1985", "Nam", "12/05/2025"]))
    again = take(commune, book(HEADER, [1, "NGUYỄN VĂN AN", "12/03/1985", None, "12/05/2025", "12/05/2026", "Bí thư", "SC"]))
    [verdict] = again.verdicts
    assert verdict.outcome == "updated"
    assert {
        reason.facts["field"]: (reason.facts["old"], reason.facts["new"]) for reason in verdict.reasons if reason.code == "changed"
    } == {
        "born": ("1985", "12/03/1985"),
        "official": ("", "12/05/2026"),
        "standing": ("dự bị", "chính thức"),
        "post": ("", "Bí thư"),
        "level": ("", "SC"),
    }
    assert list(Membership.objects.order_by("starts_on").values_list("standing", "starts_on", "ends_on")) == [
        ("probationary", date(2025, 5, 12), date(2026, 5, 11)),
        ("official", date(2026, 5, 12), None),
    ]
    assert Entry.objects.filter(action="exchange.update").count() == 1


def test_a_list_never_blanks_out_nor_blurs(commune: Unit) -> None:
    take(commune, book(HEADER, [1, "Nguyễn Văn An", "12/03/1985", "Nam", "12/05/2004", "12/05/2005", "Bí thư", "TC"]))
    again = take(commune, book(HEADER, [1, "Nguyễn Văn An", "1985", None, "2004", None, None, "SC"]))
    assert again.summary["unchanged"] == 1
    person = Person.objects.get()
    assert (person.born_on, person.sex, person.official_on) == (date(1985, 3, 12), "M", date(2005, 5, 12))


def test_somebody_of_another_cell_is_transferred_not_doubled(commune: Unit) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"]
    take(commune, book(header, [1, "Nguyễn Văn An", "12/03/1985", "Chi bộ 1"], [2, "Lê Văn Bình", "1985", "Chi bộ 1"]))
    again = take(commune, book(header, [1, "Nguyễn Văn An", "12/03/1985", "Chi bộ 2"], [2, "Lê Văn Bình", "1985", "Chi bộ 2"]))
    assert [verdict.outcome for verdict in again.verdicts] == ["updated", "created"]  # a year alone is no proof
    assert [reason.code for reason in again.verdicts[0].reasons] == ["transferred"]
    moved = (
        Membership.objects.filter(person__full_name="Nguyễn Văn An")
        .order_by("id")
        .values_list("unit__name", "starts_on", "ends_on")
    )
    assert list(moved) == [("Chi bộ 1", None, date(2026, 11, 21)), ("Chi bộ 2", TODAY, None)]
    third = take(commune, book(header, [1, "Nguyễn Văn An", "12/03/1985", "Chi bộ 2"]))
    assert third.summary["unchanged"] == 1


def test_a_sure_match_goes_before_a_doubtful_one(commune: Unit) -> None:
    rows = book(HEADER, [1, "Nguyễn Văn An", "1985"], [2, "Nguyễn Văn An", "12/03/1985"])
    take(commune, rows)
    again = take(commune, rows)
    assert again.summary == {"created": 0, "updated": 0, "unchanged": 2, "rejected": 0}


def test_doubt_between_two_people_rejects(commune: Unit) -> None:
    take(commune, book(HEADER, [1, "Nguyễn Văn An", "12/03/1985"], [2, "Nguyễn Văn An", "13/04/1985"]))
    again = take(commune, book(HEADER, [1, "Nguyễn Văn An", "1985"]))
    assert [reason.code for reason in again.verdicts[0].reasons] == ["person_ambiguous"]
    assert again.summary["rejected"] == 1


def test_a_known_person_whose_dates_would_contradict_is_rejected(commune: Unit) -> None:
    take(commune, book(HEADER, [1, "Nguyễn Văn An", "12/03/1985"]))
    again = take(commune, book(HEADER, [1, "Nguyễn Văn An", None, None, "12/03/2000"]))
    assert [reason.code for reason in again.verdicts[0].reasons] == ["admitted_under_18"]
    assert Person.objects.get().admitted_on is None


def test_people_by_code_and_by_citizen_number(commune: Unit) -> None:
    header = ["STT", "Mã đảng viên", "Họ và tên", "Ngày sinh", "CCCD"]
    take(
        commune,
        book(header, [1, "ĐV-1", "Nguyễn Văn An", "12/03/1985", "038085001234"], [2, None, "Lê Văn Bình", "1985", "038085001235"]),
    )
    again = take(
        commune,
        book(header, [1, "đv-1", "Nguyễn Văn Anh", "12/03/1985", None], [2, None, "Lê Văn Bình", "01/01/1986", "038085001235"]),
    )
    assert [verdict.outcome for verdict in again.verdicts] == ["updated", "updated"]
    assert set(Person.objects.values_list("code", "full_name")) == {("ĐV-1", "Nguyễn Văn Anh"), ("XM.00001", "Lê Văn Bình")}
    assert Person.objects.get(code="ĐV-1").citizen_no == "038085001234"


def test_unknown_units_are_made_only_when_asked(commune: Unit) -> None:
    rows = book(HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "1985"], ["II", "Chi bộ 2"], [2, "Lê Văn Bình", "31/02/1985"])
    refused = take(commune, rows, create_units=False)
    assert [[reason.code for reason in verdict.reasons if reason.rejects] for verdict in refused.verdicts] == [
        ["unit_unknown"],
        ["no_such_day", "unit_unknown"],
    ]
    assert not Person.objects.exists()
    take(commune, rows)
    assert list(Unit.objects.exclude(pk=commune.pk).values_list("code", "name", "kind", "parent__code")) == [
        ("XM-01", "Chi bộ 1", "cell", "XM")
    ]


def test_a_trial_changes_nothing(commune: Unit) -> None:
    before = Entry.objects.count()
    imported = take(commune, book(HEADER, ["I", "Chi bộ 1"], [1, "Nguyễn Văn An", "1985"]), dry_run=True)
    assert (imported.batch_id, imported.summary["created"]) == (None, 1)
    assert not Person.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not Unit.objects.filter(name="Chi bộ 1").exists()
    assert Entry.objects.count() == before


def test_numbers_of_people_never_lie_open(commune: Unit) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "CCCD", "Điện thoại"]
    take(commune, book(header, [1, "Nguyễn Văn An", "1985"], [2, "Lê Văn Bình", "31/02/1985", "038085001235", "0912345678"]))
    take(commune, book(header, [1, "Nguyễn Văn An", "1985", "038085001234", "0987654321"]))
    everything = str(
        [*ImportRow.objects.values("values", "reasons"), *ImportChange.objects.values("before", "after"), *Entry.objects.values()]
    )
    for number in ("038085001235", "0912345678", "038085001234", "0987654321"):
        assert number not in everything
    assert Person.objects.get().phone == "0987654321"


def test_owner_colleague_and_stranger(commune: Unit) -> None:
    other = org.unit("XK", kind="commune")
    rows = book(HEADER, [1, "Nguyễn Văn An", "1985"])
    officer = org.actor_with(Role.OFFICER, commune)
    colleague = org.actor_with(Role.CELL_SECRETARY, commune)
    stranger = org.actor_with(Role.OFFICER, other)
    for actor in (colleague, stranger):
        with pytest.raises(Forbidden):
            take(commune, rows, actor=actor, create_units=False)
    with pytest.raises(Forbidden):
        take(commune, rows, actor=officer, create_units=True)  # units are made by administrators
    assert take(commune, rows, actor=officer, create_units=False).summary["created"] == 1
