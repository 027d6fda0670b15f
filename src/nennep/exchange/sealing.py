"""Numbers of persons among the cells of a row: encrypted where they lie."""

from collections.abc import Mapping
from typing import Any

from nennep.core.fields import EncryptedTextField

SECRET = ("citizen_no", "card_no", "phone")
_SEALED = EncryptedTextField()


def sealed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Encrypt the numbers of persons among cells."""
    return {name: _SEALED.get_prep_value(value) if name in SECRET else value for name, value in raw.items()}


def unsealed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return cells as they were before `sealed`."""
    return {name: _SEALED.from_db_value(value) if name in SECRET else value for name, value in raw.items()}
