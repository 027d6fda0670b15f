"""The kinds of work: an app declares its own in its module `jobs`, with `@job("app.kind")`."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Result = Mapping[str, object] | None
Function = Callable[..., Result]
_KINDS: dict[str, Function] = {}
_CHORES: dict[str, tuple[float, Callable[[], None]]] = {}
_LABELS: dict[str, str | Promise] = {}


def job(kind: str, label: str | Promise = "") -> Callable[[Function], Function]:
    """Register a function `(run: Run, **arguments)` for the work `kind`.

    The function runs in a worker, outside any transaction. It may run again when its worker dies: either running twice
    does no harm, or it calls `run.finish()` in the transaction of its work. What it returns becomes `Job.result`;
    a `Refused` that it raises becomes the sentence of the failed job.

    Args:
        kind: the name of the work, which no other function has.
        label: what people read above its progress.

    Raises:
        ValueError: when the kind is registered twice.
    """

    def register(function: Function) -> Function:
        if _KINDS.setdefault(kind, function) is not function:
            raise ValueError(f"two functions work off {kind!r}")
        _LABELS[kind] = label
        return function

    return register


def chore(name: str, every: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what each worker does by itself every so many seconds; two workers at it at once must do no harm.

    Raises:
        ValueError: when the name is registered twice.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        if _CHORES.setdefault(name, (every, function)) != (every, function):
            raise ValueError(f"two chores are called {name!r}")
        return function

    return register


def chores() -> Mapping[str, tuple[float, Callable[[], None]]]:
    """Return the chores by name: every how many seconds, and what."""
    return _CHORES


def function_of(kind: str) -> Function | None:
    """Return the function that works off `kind`, None when no app registered one."""
    return _KINDS.get(kind)


def label_of(kind: str) -> str:
    """Return what people read above the progress of work of that kind."""
    return str(_LABELS.get(kind) or _("Work in progress"))
