"""Rules by date: at most one is in force on a day, and a new one takes over from the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included; None: since always, still."""

    starts_on: date | None
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the span."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new version goes: the index of the one that it cuts short and the day before (None: it cuts none), its own span."""

    cuts: int | None
    cut_ends_on: date | None
    span: Span


def in_force(spans: Sequence[Span], day: date) -> int | None:
    """Return the index of the span that holds `day`; of several the one that began last, None when there is none."""
    holding = [index for index, span in enumerate(spans) if span.holds(day)]
    return max(holding, key=lambda index: spans[index].starts_on or date.min, default=None)


def place(spans: Sequence[Span], starts_on: date) -> Place | None:
    """Fit a new version that begins on `starts_on` among spans that do not overlap.

    It cuts the one in force on that day and lasts until the next begins. Returns None when one begins on that very day.
    """
    if any(span.starts_on == starts_on for span in spans):
        return None
    later = [span.starts_on for span in spans if span.starts_on is not None and span.starts_on > starts_on]
    ends_on = min(later) - timedelta(days=1) if later else None
    cuts = in_force(spans, starts_on)
    return Place(cuts, None if cuts is None else starts_on - timedelta(days=1), Span(starts_on, ends_on))


def overlap(spans: Iterable[Span]) -> bool:
    """Say whether two of the spans share a day."""
    ordered = sorted(spans, key=lambda span: span.starts_on or date.min)
    return any(one.ends_on is None or other.starts_on is None or other.starts_on <= one.ends_on for one, other in pairwise(ordered))
