"""Many rows at once."""

import gc
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError, atomic

from nennep.audit.models import Entry
from nennep.core import bulk
from nennep.core.bulk import change_rows, insert_rows, update_rows
from nennep.people.models import Person
from nennep.programs.models import Program
from nennep.records.models import Completion

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
COLUMNS = ("code", "full_name", "sort_key", "search_key", "born_on", "citizen_no")


@pytest.mark.django_db
def test_rows_come_back_as_bulk_create_would_have_written_them() -> None:
    [key] = insert_rows(Person, COLUMNS, [("A1", "Nguyễn Văn “An”", "a", "b", date(1985, 3, 1), "038085001234")])
    plain = Person.objects.create(
        code="A2", full_name="Nguyễn Văn “An”", sort_key="a", search_key="b", born_on=date(1985, 3, 1), citizen_no="038085001234"
    )
    own, theirs = (Person.objects.filter(pk=pk).values().get() for pk in (key, plain.pk))
    different = {name for name in own if own[name] != theirs[name]}
    assert different <= {"id", "code", "created_at"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_no FROM people_person WHERE id = %s", [key])
        assert "038085001234" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_moments_json_and_decimals() -> None:
    insert_rows(
        Entry,
        ("at", "actor_name", "action", "object_type", "object_label", "changes"),
        [(NOW, "x", "a.b", "t", "l", {"ngày": [None, "Ư"]})],
    )
    entry = Entry.objects.get(action="a.b")
    assert (entry.at, entry.changes, entry.unit_path) == (NOW, {"ngày": [None, "Ư"]}, "")
    person = Person.objects.create(code="A1", full_name="An", sort_key="a", search_key="b")
    program = Program.objects.create(code="XX", name="x")
    columns = ("person_id", "program_id", "completed_on", "mark", "source")
    insert_rows(Completion, columns, [(person.pk, program.pk, date(2021, 1, 1), Decimal("8.25"), "class:x")])
    assert Completion.objects.get().mark == Decimal("8.25")


@pytest.mark.django_db
def test_keys_go_on_where_the_table_is_and_what_follows_goes_on_after_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 3)
    first = Person.objects.create(code="A0", full_name="An", sort_key="a", search_key="b").pk
    keys = insert_rows(Person, COLUMNS[:4], [(f"B{number}", "An", "a", "b") for number in range(7)])
    last = Person.objects.create(code="Z", full_name="An", sort_key="a", search_key="b").pk
    assert keys == sorted(set(keys))
    assert first < keys[0]
    assert keys[-1] < last
    assert dict(Person.objects.filter(pk__in=keys).values_list("pk", "code")) == {
        key: f"B{number}" for number, key in enumerate(keys)
    }
    assert insert_rows(Person, COLUMNS[:4], []) == []


@pytest.mark.django_db
def test_columns_are_changed_row_by_row() -> None:
    keys = insert_rows(Person, COLUMNS[:4], [(f"B{number}", "An", "a", "b") for number in range(3)])
    update_rows(Person, ("full_name", "born_on"), [(keys[0], "Bình", date(1990, 1, 1)), (keys[1], "Chi", None)])
    change_rows(Person, {keys[2]: {"phone": "0912345678"}, keys[1]: {"sex": "F", "phone": ""}})
    told = Person.objects.order_by("pk").values_list("full_name", "born_on", "sex", "phone")
    assert list(told) == [("Bình", date(1990, 1, 1), "", ""), ("Chi", None, "F", ""), ("An", None, "", "0912345678")]


@pytest.mark.django_db(transaction=True)
def test_rows_are_inserted_in_a_transaction_only() -> None:
    with pytest.raises(TransactionManagementError):
        insert_rows(Person, COLUMNS[:4], [("A1", "An", "a", "b")])
    with atomic():
        assert insert_rows(Person, COLUMNS[:4], [("A1", "An", "a", "b")])


def test_the_collector_is_as_it_was() -> None:
    with bulk.collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans without counts")
def test_the_planner_learns_of_rows_that_follow_others_taken_back() -> None:
    def load() -> None:
        insert_rows(Person, COLUMNS[:4], [(f"B{number}", "An", "a", "b") for number in range(bulk.LOAD)])

    def believed() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'people_person'")
            return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        with pytest.raises(InterruptedError), atomic():
            load()
            raise InterruptedError
        cursor.execute("ANALYZE people_person")
    assert believed() == 0
    load()
    assert believed() == bulk.LOAD
