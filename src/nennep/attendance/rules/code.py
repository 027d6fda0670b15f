"""The code by which somebody is recognized at one gathering: shown as a QR code, or read out and typed."""

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is mistaken for something else
LENGTH = 8
PREFIX = "NENNEP:"
_MISTAKEN = str.maketrans("OILU", "011V")


def code_of(key: bytes, gathering_id: int, person_id: int) -> str:
    """Return the code of a person at a gathering, 8 letters and digits; nobody without `key` can make it."""
    digest = hmac.new(key, f"{gathering_id}:{person_id}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:5], "big")
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(LENGTH)))


def normal(text: str) -> str:
    """Return a typed or scanned code as it was made: without prefix, blanks, hyphens, and with letters that look like digits mended."""
    kept = text.strip().upper().removeprefix(PREFIX)
    return "".join(sign for sign in kept if sign.isalnum()).translate(_MISTAKEN)
