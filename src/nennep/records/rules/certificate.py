"""What makes a certificate one that can be trusted."""

import secrets
from datetime import date

from nennep.core.errors import Refused

TOKEN_BYTES = 18  # 24 letters: nobody finds a paper by trying


def new_token() -> str:
    """Return an unguessable end of a public address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def check_revocable(*, issued_on: date | None, revoked_on: date | None, on: date, reason: str) -> None:
    """Refuse to revoke without a reason, twice, or before the paper was issued.

    Raises:
        Refused: certificate_revoked, revocation_without_reason, revoked_before_issued.
    """
    if revoked_on is not None:
        raise Refused("certificate_revoked")
    if not reason.strip():
        raise Refused("revocation_without_reason")
    if issued_on is not None and on < issued_on:
        raise Refused("revoked_before_issued")
