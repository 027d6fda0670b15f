"""The one way to write: a durable transaction around a keyword-only function that names its actor."""

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

from nennep.core.turns import turn_to_write

P = ParamSpec("P")
R = TypeVar("R")


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
        with turn_to_write(), transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return call
