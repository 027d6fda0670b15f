"""How long a paper counts."""

from datetime import date

from nennep.core.months import add_months


def expires_on(issued_on: date, validity_months: int | None) -> date | None:
    """Return the first day on which a paper no longer counts; None: it never expires.

    The awareness certificate counts while it is less than 60 months old on the day the cell votes
    (Hướng dẫn 06-HD/TW 09/06/2025, điểm 5.4): issued on 15/01/2020, it expires on 15/01/2025.
    """
    return None if validity_months is None else add_months(issued_on, validity_months)


def is_valid(issued_on: date, validity_months: int | None, on: date) -> bool:
    """Say whether a paper of that day counts on `on`: issued by then and not expired."""
    expiry = expires_on(issued_on, validity_months)
    return issued_on <= on and (expiry is None or on < expiry)
