"""Lists in pages: 50 rows unless asked otherwise."""

from functools import cached_property
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

ROWS = 50
FAR = 1000
M = TypeVar("M", bound=Model)


class NearPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts no further than 1,000 rows past the page asked for: a page of a long list costs no more than one of a short list."""

    in_order = False  # whether to count the rows as they are ordered

    def __init__(self, rows: QuerySet[M], size: int, number: int) -> None:
        super().__init__(rows, size)
        self.limit = number * size + FAR

    @cached_property
    def counted(self) -> int:
        """Rows found, up to one more than the limit."""
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return (rows if self.in_order else rows.order_by())[: self.limit + 1].count()

    @property
    def count(self) -> int:
        """Rows that can be paged to."""
        return min(self.counted, self.limit)

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than `count` says."""
        return self.counted > self.limit


def page_of(
    rows: QuerySet[M],
    number: str | None,
    size: int = ROWS,
    *,
    known: int | None = None,
    most: int | None = None,
    in_order: bool = False,
) -> "Page[M]":
    """Return one page of `rows`; a number that is none or too large gives the nearest page.

    `known` is how many rows there are, where somebody counted them already; of more than `most` only so many are shown.
    `in_order` counts along the order: right where an index gives it, and what is counted may lie together anywhere in the table.
    """
    asked = int(number) if number and number.isdecimal() else 1
    paginator = NearPaginator(rows, size, min(asked, 1_000_000))
    paginator.in_order = in_order
    if most is not None:
        paginator.limit = most
    if known is not None:
        paginator.counted = known
    return paginator.get_page(number)
