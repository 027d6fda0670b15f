"""An import whose process is killed leaves all or nothing, on the database under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from tests.database_copy import DatabaseCopy
from tests.exchange.sheets import HEADER
from tests.factories import organizations as org

PEOPLE = 4_000
TABLES = (
    "people_person",
    "people_membership",
    "exchange_importbatch",
    "exchange_importrow",
    "exchange_importchange",
    "audit_entry",
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[DatabaseCopy]:
    org.unit("XM", kind="commune")
    made = DatabaseCopy(tmp_path, watched="people_membership")
    yield made
    made.drop()


def write(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        for at in range(PEOPLE):
            page.write_row(
                at + 1,
                0,
                [
                    at + 1,
                    f"Nguyễn {'ABCDEFGHIK'[at % 10]}n {'MNPQR'[at // 10 % 5]}inh",
                    f"{1 + at % 28:02}/{1 + at // 28 % 12:02}/{1950 + at // 336}",
                    "Nam",
                    "12/05/2004",
                    "12/05/2005",
                ],
            )
    return path  # fmt: skip


def test_all_or_nothing(copy: DatabaseCopy, tmp_path: Path) -> None:
    command = ["import_roster", str(write(tmp_path / "ds.xlsx")), "--unit", "XM"]
    before = copy.counts(TABLES)
    for _ in range(2):
        since = copy.mark()
        child = copy.start(*command)
        copy.wait_until_writing(since)
        child.kill()
        child.wait()
        assert copy.counts(TABLES) == before
    assert copy.run(*command) == (0, "")
    after = copy.counts(TABLES)
    assert (after["people_person"], after["exchange_importrow"], after["exchange_importbatch"]) == (PEOPLE, PEOPLE, 1)
