"""Lists in pages: 50 rows unless asked otherwise."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

ROWS = 50
M = TypeVar("M", bound=Model)


def page_of(rows: QuerySet[M], number: str | None, size: int = ROWS) -> "Page[M]":
    """Return one page of `rows`; a number that is none or too large gives the nearest page."""
    return Paginator(rows, size).get_page(number)
