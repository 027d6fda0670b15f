"""What is to be true after the failures: every acknowledged mark is there once, every job asked for was done once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """How what was promised compares with what is there."""

    promised: int
    lost: int
    doubled: int
    unpromised: int  # there without an acknowledgment: its answer was lost on the way, and nobody asked again

    @property
    def kept(self) -> bool:
        """Say whether nothing was lost and nothing doubled."""
        return self.promised > 0 and not self.lost and not self.doubled


def compare(promised: Iterable[object], present: Iterable[object]) -> Verdict:
    """Compare the names of what was acknowledged with the names of what is there, each as often as it is there."""
    wanted, held = set(promised), Counter(present)
    return Verdict(
        promised=len(wanted),
        lost=len(wanted - held.keys()),
        doubled=sum(count > 1 for count in held.values()),
        unpromised=len(held.keys() - wanted),
    )


def longest_gap(moments: Sequence[float], begin: float, end: float) -> float:
    """Return the longest time, in seconds, between two acknowledgments within a span; its whole length when there is none."""
    inside = sorted(moment for moment in moments if begin <= moment <= end)
    return max(after - before for before, after in zip([begin, *inside], [*inside, end], strict=True))
