"""Counting ahead for large units: an app that keeps such figures names its count, and a worker makes it every few hours."""

from collections.abc import Callable

from django.utils.functional import Promise

from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.actions import enqueue
from nennep.jobs.registry import Function, chore, job
from nennep.people.queries.large import large_units

OFTEN = 900.0  # seconds between two looks whether it is time


def counted_ahead(kind: str, label: str | Promise, *, hours: int) -> Callable[[Function], Function]:
    """Register a count as the job `kind`, and ask for it once in so many hours, where there is a large unit."""

    def ask_for_it() -> None:
        if large_units():
            now = clock.now()
            enqueue(console("nennep worker"), kind, {}, key=f"{kind}:{now:%Y%m%d}:{now.hour // hours}")

    def register(function: Function) -> Function:
        chore(kind, OFTEN)(ask_for_it)
        return job(kind, label)(function)

    return register
