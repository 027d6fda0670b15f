"""The chain of seals: pure arithmetic over plain values."""

import hashlib
import json
from collections.abc import Iterable, Mapping


def digest(previous: str, entries: Iterable[Mapping[str, object]]) -> str:
    """Return the seal (64 hexadecimal digits) of `entries` in their order, after the seal `previous`."""
    chain = hashlib.sha256(previous.encode())
    for entry in entries:
        chain.update(json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str).encode())
        chain.update(b"\n")
    return chain.hexdigest()
