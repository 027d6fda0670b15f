"""Loading the demonstration: all of it in one transaction, once."""

import tempfile
from datetime import date
from pathlib import Path

from django.db import transaction

from nennep.accounts.models import User
from nennep.core.errors import Refused
from nennep.exchange.actions.roster import import_roster
from nennep.exchange.actions.workbook import import_workbook
from nennep.exchange.reading import read_people
from nennep.exchange.rules.book import BookPart, read_year_book
from nennep.operations.demo import accounts, lessons, mergers, rounds
from nennep.operations.demo.book import Rows, numbers, sheets
from nennep.operations.demo.population import Population
from nennep.operations.demo.stage import Stage, act
from nennep.operations.demo.tree import (
    CENTER,
    CENTER_NAME,
    COMMUNE,
    FOUNDED,
    NEIGHBOR,
    PROVINCE,
    SCHOOL,
    SCHOOL_NAME,
    WARD,
    InventedUnit,
    units,
)
from nennep.organizations.actions.unit import establish_unit, serve_unit
from nennep.organizations.models import Unit, UnitKind
from nennep.spreadsheets.read import read_book
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx

BOOK_NAME, LIST_NAME = "so-theo-doi.xlsx", "danh-sach-lien-he.xlsx"


def is_loaded() -> bool:
    """Say whether the demonstration is in this database."""
    return Unit.objects.filter(code=CENTER, name=CENTER_NAME).exists()


def load(today: date) -> None:
    """Load the demonstration, dated back from `today`.

    Raises:
        Refused: demo_among_accounts, somebody has an account here: the database is in use.
    """
    if User.objects.exists():
        raise Refused("demo_among_accounts")
    with transaction.atomic():
        population = Population(today)
        stage = Stage(population)
        _plant(stage)
        _bring_in(stage, sheets(population))
        _bring_in_numbers(stage)
        stage.look_up()
        accounts.open_accounts(stage)
        closed, answered = rounds.run_closed(stage), rounds.run_answered(stage)
        lessons.hold_closed(stage, closed)
        rounds.Rounds(stage).close(closed)
        lessons.hold_open(stage, answered)
        lessons.announce(stage)
        rounds.run_open(stage)
        mergers.reorganize(stage)


def _plant(stage: Stage) -> None:
    """Establish the units, with the school of the province and the center of the ward, and say whom these serve."""
    kinds = {kind.name: kind for kind in UnitKind.objects.all()}
    schools = [
        InventedUnit(SCHOOL, SCHOOL_NAME, "trường chính trị", PROVINCE),
        InventedUnit(CENTER, CENTER_NAME, "trung tâm chính trị", WARD),
    ]
    for one in [*units(), *schools]:
        stage.units[one.code] = act(
            establish_unit,
            actor=stage.console,
            code=one.code,
            name=one.name,
            kind=kinds[one.kind],
            parent=stage.units.get(one.above),
            founded_on=FOUNDED,
        )
    for provider, served in ((SCHOOL, [PROVINCE]), (CENTER, [WARD, NEIGHBOR, COMMUNE])):
        for code in served:
            act(serve_unit, actor=stage.console, provider=stage.units[provider], unit=stage.units[code], today=FOUNDED)


def _bring_in(stage: Stage, book: dict[str, Rows]) -> None:
    """Take the years in as a real year book is taken in: written to a file, read again, checked row by row."""
    act(
        import_workbook,
        actor=stage.console,
        unit=None,
        parts=_read(book, stage.today),
        file_name=BOOK_NAME,
        today=stage.today,
        now=stage.moment(0, 7),
    )


def _bring_in_numbers(stage: Stage) -> None:
    """Take in the list on which the ward keeps citizen numbers and phones: people who are known, seen as such."""
    header, *rows = numbers(stage.population, {code: unit.name for code, unit in stage.units.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / LIST_NAME
        write_xlsx(path, [OutSheet("Danh sách", [OutColumn(str(title)) for title in header], rows)])
        act(
            import_roster,
            actor=stage.console,
            unit=stage.units[WARD],
            file=read_people(path, stage.today),
            file_name=LIST_NAME,
            today=stage.today,
            now=stage.moment(0, 8),
        )


def _read(book: dict[str, Rows], today: date) -> list[BookPart]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / BOOK_NAME
        out = [OutSheet(name, [OutColumn(str(title)) for title in header], rows) for name, (header, *rows) in book.items()]
        write_xlsx(path, out)
        return list(read_year_book(read_book(path), today))
