"""What all routers of the HTTP API share: who asks, pages, problems (RFC 9457), idempotent writes."""

from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema

LIMIT = 100
MAX_LIMIT = 1000
T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Problem(Schema):
    """A refused or failed request (application/problem+json)."""

    type: str = Field(description="Stable code of the problem, as a URI reference")
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, Any]] = Field(default_factory=list, description="Where the request is wrong, when it is malformed")


class Paged(Schema, Generic[T]):
    """A page of a list."""

    items: list[T]
    next_offset: int | None = Field(description="Offset of the next page; null on the last one")


class Window(Schema):
    """Which part of a list."""

    limit: int = Field(LIMIT, ge=1, le=MAX_LIMIT)
    offset: int = Field(0, ge=0, le=10_000_000)


def window_of(rows: "QuerySet[M]", window: Window) -> tuple[list[M], int | None]:
    """Return the rows in the window and the offset of the next page; one query, no count."""
    found = list(rows[window.offset : window.offset + window.limit + 1])
    more = len(found) > window.limit
    return found[: window.limit], window.offset + window.limit if more else None
