"""What all routers of the HTTP API share: who asks, pages, problems (RFC 9457), idempotent writes."""

import re
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema
from pydantic import AwareDatetime, BeforeValidator

LIMIT = 100
MAX_LIMIT = 1000
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?")


def _written_in_iso(value: object) -> object:
    if (isinstance(value, str) and not ISO.fullmatch(value)) or isinstance(value, int | float):
        raise ValueError("not an ISO 8601 date")
    return value


IsoDate = Annotated[date, BeforeValidator(_written_in_iso)]
IsoTime = Annotated[AwareDatetime, BeforeValidator(_written_in_iso)]
Line = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]
Id = Annotated[int, Field(ge=1, le=2**62)]
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
