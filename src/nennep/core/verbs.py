"""The one way to write: a durable transaction around a keyword-only function that names its actor."""

import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")
PATIENCE = 20.0  # seconds, as long as SQLite itself waits
_turn = threading.RLock()


@contextmanager
def _turn_to_write() -> Iterator[None]:
    """Let the threads of a process write to SQLite one after the other: those that it turns away sleep up to 100 ms before they ask again."""
    taken = connection.vendor == "sqlite" and _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if taken:
            _turn.release()


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` a verb: keyword-only, with an `actor`, all or nothing.

    Raises:
        TypeError: at import, when the signature is not that of a verb.
    """
    parameters = inspect.signature(function).parameters
    if "actor" not in parameters or any(one.kind is not one.KEYWORD_ONLY for one in parameters.values()):
        message = f"{function.__qualname__} is no verb: it takes keywords only, 'actor' among them"
        raise TypeError(message)

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with _turn_to_write(), transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return call
