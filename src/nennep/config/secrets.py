"""Secrets of one installation: made on the first run, kept beside its data, never committed."""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from cryptography.fernet import Fernet


class Secrets(TypedDict):
    """What an installation must keep: losing `field_keys` loses every encrypted field."""

    secret_key: str
    field_keys: list[str]


def load_or_make(folder: Path) -> Secrets:
    """Return the secrets kept in `folder`, making them (file mode 600) when there are none."""
    path = folder / "secrets.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Secrets(secret_key=secrets.token_urlsafe(50), field_keys=[Fernet.generate_key().decode()])
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made), encoding="utf-8")
        try:
            os.link(draft, path)  # the first of two processes wins; the other reads what it wrote
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept: Secrets = json.loads(path.read_text(encoding="utf-8"))
    return kept
