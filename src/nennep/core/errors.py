"""Refusals are data: a reason with its facts, turned into a sentence where it is shown."""

from collections.abc import Mapping
from types import MappingProxyType


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The rules forbid what was asked; `facts` are what the sentence for `reason` needs.

    Pages answer 422 with the sentence, the HTTP API an RFC 9457 problem, commands status 2.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts: Mapping[str, object] = MappingProxyType(facts)


class NotVisible(Exception):  # noqa: N818
    """The thing is absent or out of the actor's reach: the two get the same answer (404)."""


class Forbidden(Exception):  # noqa: N818
    """The actor sees the thing but holds no role that may do this to it (403)."""


def require(allowed: bool) -> None:
    """Stop a verb that its policy does not allow.

    Raises:
        Forbidden: when `allowed` is false.
    """
    if not allowed:
        raise Forbidden
