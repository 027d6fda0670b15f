"""Steps that the verbs of nominations, classes and imports call, on collections, in their transaction."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from nennep.obligations.models import AnnouncedClass, Progress
from nennep.obligations.rules.state import State

BATCH = 2000


def set_progress(
    person_ids: Iterable[int],
    program_id: int,
    state: State | str,
    source: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Note that people are on the way to a program; the same source again replaces what it said before.

    Args:
        person_ids: whom it concerns.
        program_id: the program that they are sent to.
        state: 'nominated' or 'in_class'.
        source: what it comes from: 'nomination:12', 'class:TC21'.
        since: first day on which it holds (a class: its opening); None: since always.
        until: last day on which it holds (a class: its closing); None: until cleared.
    """
    known = State(state)
    Progress.objects.bulk_create(
        (
            Progress(person_id=pk, program_id=program_id, state=known.value, source=source, starts_on=since, ends_on=until)
            for pk in dict.fromkeys(person_ids)
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "program", "source"],
        update_fields=["state", "starts_on", "ends_on"],
    )


def clear_progress(person_ids: Collection[int] | None, program_id: int, source: str, *, on: date | None = None) -> None:
    """Take back what a source noted: for some people, or for all of them (None).

    With `on`, the day from which it no longer holds, what was before that day stays known; without it all is forgotten.
    """
    rows = Progress.objects.filter(program_id=program_id, source=source)
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    if on is None:
        rows.delete()
        return
    rows.filter(starts_on__gte=on).delete()
    rows.exclude(ends_on__lt=on).update(ends_on=on - timedelta(days=1))


def announce_class(
    program_id: int, source: str, opens_on: date, closes_on: date | None, unit_ids: Iterable[int] | None = None
) -> None:
    """Make a planned class known, so that lines due after its closing count as provided for; replaces what the source said.

    Args:
        program_id: its program.
        source: 'class:TC21'.
        opens_on: first day.
        closes_on: last day, when known.
        unit_ids: the units whose people (and those of units below) it takes: those its provider serves; None: everybody.
    """
    withdraw_class(source)
    units: list[int | None] = [None] if unit_ids is None else list(dict.fromkeys(unit_ids))
    AnnouncedClass.objects.bulk_create(
        (
            AnnouncedClass(source=source, program_id=program_id, unit_id=unit, opens_on=opens_on, closes_on=closes_on or opens_on)
            for unit in units
        ),
        batch_size=BATCH,
    )


def withdraw_class(source: str) -> None:
    """Forget a class that will not take place, or no longer takes anybody."""
    AnnouncedClass.objects.filter(source=source).delete()
