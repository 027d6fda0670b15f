"""Columns of our own: encrypted text, and ASCII keys that sort byte by byte on every database."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def blind_index(value: str) -> str:
    """Return a keyed digest (64 hexadecimal digits) by which an encrypted value is found again."""
    return hmac.new(settings.FIELD_KEYS[-1].encode(), value.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text that lies encrypted in the database (Fernet; the first key of FIELD_KEYS writes, all read)."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; the empty text stays empty."""
        text = super().get_prep_value(value)
        return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt on the way out."""
        return _cipher(tuple(settings.FIELD_KEYS)).decrypt(value.encode()).decode() if value else value


class AsciiKeyField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A key made by the program that compares byte by byte: BINARY on SQLite (its default), "C" on PostgreSQL."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Name the collation where the database would use that of a language."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
