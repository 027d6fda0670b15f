"""Where somebody belonged with what standing, from what is known and what a list now says. History is kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from nennep.exchange.rules.label import Standing

DAY = timedelta(days=1)


class Segment(NamedTuple):
    """A membership: in a unit, with a standing, between two days (both included; None: open)."""

    unit_id: int
    standing: str
    starts_on: date | None
    ends_on: date | None


class Span(NamedTuple):
    """A stretch of time in one unit, or of one standing."""

    what: Any
    starts_on: date | None
    ends_on: date | None


def standings(standing: Standing, admitted: date | None, official: date | None) -> list[Span]:
    """Return the standings that follow from the Party dates: probation from the ceremony until the day before recognition.

    An official member without dates has always been one; with the admission alone, since then.
    """
    if standing == "non_member":
        return [Span("non_member", None, None)]
    spans: list[Span] = []
    if admitted is not None and (official is None or admitted < official) and (official is not None or standing == "probationary"):
        spans.append(Span("probationary", admitted, official - DAY if official else None))
    if official is not None or standing == "official":
        spans.append(Span("official", official or admitted, None))
    return spans or [Span("probationary", None, None)]


def plan(existing: Sequence[Segment], unit_id: int, told: Sequence[Span] | None, today: date) -> list[Segment]:
    """Return the memberships as they should be: the told standings, in the units of the past and in `unit_id` from today.

    Somebody whom nobody knew has been in `unit_id` all along. Time as a non-member before the admission stays. Without `told`
    the standings stay as they are known.
    """
    if not existing:
        return [Segment(unit_id, str(span.what), span.starts_on, span.ends_on) for span in told or ()]
    rows = sorted(existing, key=lambda row: row.starts_on or date.min)
    units = _move(_spans(rows, "unit_id"), unit_id, today)
    units[0] = units[0]._replace(starts_on=None)
    segments = []
    for standing in _with_past(rows, told) if told else _continued(_spans(rows, "standing")):
        for unit in units:
            start = max(filter(None, (standing.starts_on, unit.starts_on)), default=None)
            end = min(filter(None, (standing.ends_on, unit.ends_on)), default=None)
            if start is None or end is None or start <= end:
                segments.append(Segment(unit.what, str(standing.what), start, end))
    return segments


def _spans(rows: Sequence[Segment], column: str) -> list[Span]:
    """Join rows that follow each other and agree in a column."""
    spans: list[Span] = []
    for row in rows:
        last, what = spans[-1] if spans else None, getattr(row, column)
        follows = last is not None and last.ends_on is not None and (row.starts_on is None or row.starts_on <= last.ends_on + DAY)
        if last is not None and follows and last.what == what:
            spans[-1] = last._replace(ends_on=row.ends_on)
        else:
            spans.append(Span(what, row.starts_on, row.ends_on))
    return spans


def _continued(spans: list[Span]) -> list[Span]:
    """Let the last standing go on: who is on a list again belongs again."""
    return [*spans[:-1], spans[-1]._replace(ends_on=None)]


def _move(spans: list[Span], unit_id: int, today: date) -> list[Span]:
    last = spans[-1]
    if last.ends_on is None and last.what == unit_id:
        return spans
    if last.starts_on is not None and last.starts_on >= today:
        return [*spans[:-1], Span(unit_id, last.starts_on, None)]
    closed = last if last.ends_on is not None and last.ends_on < today else last._replace(ends_on=today - DAY)
    return [*spans[:-1], closed, Span(unit_id, today, None)]


def _with_past(rows: Sequence[Segment], told: Sequence[Span]) -> list[Span]:
    first = told[0]
    before = [row for row in rows if row.standing == "non_member"]
    if first.what == "non_member" or not before or first.starts_on is None:
        return list(told)
    start = before[0].starts_on
    if start is not None and start >= first.starts_on:
        return list(told)
    return [Span("non_member", start, first.starts_on - DAY), *told]


def infer(
    told: Standing | None, admitted: date | None, official: date | None, today: date, *, default: Standing = "official"
) -> tuple[Standing, bool]:
    """Return the standing of somebody on a list, and whether the list itself says so.

    Dates say it before words do. Admission alone means probation for the first year, which a recognition ends.
    """
    if official is not None:
        return "official", True
    if told is not None and not (told == "non_member" and admitted is not None):
        return told, True
    if admitted is not None:
        return ("probationary" if (today - admitted).days <= PROBATION_AT_MOST else "official"), False
    return default, False


PROBATION_AT_MOST = 2 * 366  # twelve months, and as long again for those whose recognition is late
