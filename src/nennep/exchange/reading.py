"""From a file to what the rules read of it; every way in (command, page, job) comes through here."""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from typing import Any

from nennep.core.bulk import collector_paused
from nennep.core.errors import Refused
from nennep.exchange.rules.book import BookPart, read_year_book
from nennep.exchange.rules.roster import RosterFile, lay_out_book, read_roster
from nennep.exchange.wording import sentence
from nennep.spreadsheets.book import Book, Unreadable
from nennep.spreadsheets.read import read_book

Corrections = Mapping[str, Any]


@collector_paused()
def read_people(
    path: str | PathLike[str], today: date, told: Corrections | None = None, name: str | None = None, *, lenient: bool = False
) -> RosterFile:
    """Return the people on the lists of a file; `told` are the corrections by hand, sheet by sheet.

    `lenient` gives back what was seen of a file without a list too, for somebody who can say where the list stands.

    Raises:
        Refused: file_unreadable (with the sentence) | roster_without_list | roster_empty.
    """
    file = read_roster(lay_out_book(_read(path, name), told), today)
    if lenient:
        return file
    if not any(layout.header for layout in file.layouts):
        raise Refused("roster_without_list")
    if not file.rows:
        raise Refused("roster_empty")
    return file


@collector_paused()
def read_parts(
    path: str | PathLike[str], today: date, told: Corrections | None = None, name: str | None = None, *, lenient: bool = False
) -> Sequence[BookPart]:
    """Return the sheets of a year book; `told` are the corrections by hand, sheet by sheet; `lenient` as with `read_people`.

    Raises:
        Refused: file_unreadable (with the sentence) | no_year_book | year_book_stopped (with the sentence) | year_book_empty.
    """
    parts = read_year_book(_read(path, name), today, told)
    if lenient:
        return parts
    if not any(part.sheet for part in parts):
        raise Refused("no_year_book")
    if not any(part.rows for part in parts):
        problems = [part.problem for part in parts if part.problem is not None]
        if problems:
            raise Refused("year_book_stopped", sentence=sentence(problems[0].code, problems[0].facts))
        raise Refused("year_book_empty")
    return parts


def _read(path: str | PathLike[str], name: str | None) -> Book:
    try:
        return read_book(path, name=name)
    except Unreadable as problem:
        raise Refused("file_unreadable", sentence=problem.sentence) from problem
