"""What shows early that a trainee may fail (S1.19): from counts of sessions, nothing else."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Sign(StrEnum):
    """The signs, the gravest first."""

    LEFT = "left"
    LOST = "lost"
    BELOW = "below"
    IN_A_ROW = "in_a_row"


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one trainee attended so far.

    `held` sessions were marked for the trainee, `absent` of them missed (with or without reason, not made up),
    the last `in_a_row` of them without a break; the class has `total` sessions. A class that came from a year book may know the
    absences and not the sessions: more missed than held.
    """

    held: int
    absent: int
    in_a_row: int
    total: int
    left: bool = False


def below(absent: int, of: int, floor: Decimal) -> bool:
    """Say whether `absent` of `of` sessions are more than the floor (percent of attendance) allows."""
    return absent * 100 > (100 - floor) * of


def best_share(attendance: Attendance) -> Decimal:
    """Return the share (percent, one decimal) that is still reached when nothing more is missed."""
    if attendance.total == 0:
        return Decimal(100)
    return (Decimal(100) * (attendance.total - attendance.absent) / attendance.total).quantize(Decimal("0.1"))


def signs(attendance: Attendance, floor: Decimal, limit: int) -> tuple[Sign, ...]:
    """Return the signs of a trainee, the gravest first.

    Args:
        attendance: the counts.
        floor: attendance floor in percent.
        limit: so many absences in a row warn.
    """
    found = {
        Sign.LEFT: attendance.left,
        Sign.LOST: below(attendance.absent, attendance.total, floor),
        Sign.BELOW: attendance.absent <= attendance.held and below(attendance.absent, attendance.held, floor),
        Sign.IN_A_ROW: attendance.in_a_row >= limit > 0,
    }
    if found[Sign.LEFT] or found[Sign.LOST]:
        found[Sign.BELOW] = False
    return tuple(sign for sign, holds in found.items() if holds)
