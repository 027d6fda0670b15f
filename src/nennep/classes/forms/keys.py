"""Keys of rows as a form sends them."""

from collections.abc import Iterable

LARGEST = 2**63 - 1


def keys_of(values: Iterable[str]) -> list[int]:
    """Return the values that can be keys of rows; whether the rows exist is for the verb to say."""
    return [int(one) for one in values if one.isdecimal() and len(one) < 20 and int(one) <= LARGEST]  # noqa: PLR2004 - digits of LARGEST
