"""The kinds of work: an app declares its own in its module `jobs`, with `@job("app.kind")`."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.core.files.base import File

Result = Mapping[str, Any] | None


class Run(Protocol):
    """What a job's function sees of its run (see `nennep.jobs.runs.Run`)."""

    @property
    def user_id(self) -> int | None:
        """Return the account that asked for the work; None for the console."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the work is; cheap, to be called as often as one likes."""

    def stop_if_cancelled(self) -> None:
        """Raise Cancelled when somebody asked for an end; to be called where nothing is half-written."""

    def keep_file(self, name: str, content: "File[bytes]") -> None:
        """Keep a file as the result, to be fetched under `name`."""

    def finish(self, result: Result = None) -> None:
        """Mark the job done inside the caller's transaction, so that the work and its end are one commit."""


Function = Callable[..., Result]
_KINDS: dict[str, Function] = {}


def job(kind: str) -> Callable[[Function], Function]:
    """Register a function `(run: Run, **arguments)` for the work `kind`.

    The function runs in a worker, outside any transaction. It may run again when its worker dies: either running twice
    does no harm, or it calls `run.finish()` in the transaction of its work. What it returns becomes `Job.result`.
    A `Refused` that it raises becomes the sentence of the failed job.

    Raises:
        ValueError: when the kind is registered twice.
    """

    def register(function: Function) -> Function:
        if _KINDS.setdefault(kind, function) is not function:
            raise ValueError(f"two functions work off {kind!r}")
        return function

    return register


def function_of(kind: str) -> Function | None:
    """Return the function that works off `kind`, None when no app registered one."""
    return _KINDS.get(kind)
