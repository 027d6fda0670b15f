"""What happened to a person over time, from the tables of this app."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nennep.people.models import Person, Standing
from nennep.vietnamese.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline: `when` is as precise as the record is."""

    on: date
    when: str
    title: str
    text: str = ""
    icon: str = "circle"


def events(person: Person) -> list[Event]:
    """Return the events of a person, newest first; what has no date is told by the facts instead."""
    found = [*_dates(person), *_memberships(person), *_posts(person), *_levels(person)]
    return sorted(found, key=lambda event: event.on, reverse=True)


def _dates(person: Person) -> Iterator[Event]:
    if person.admission_decided_on:
        yield Event(person.admission_decided_on, _day(person.admission_decided_on), _("Admission decided"), icon="file-text")
    if person.admitted_on and person.admitted:
        yield Event(
            person.admitted_on, person.admitted.text, _("Admitted to the Party"), _("The 12 months of probation begin"), "flag"
        )
    if person.official_on and person.official:
        yield Event(person.official_on, person.official.text, _("Recognized as official member"), icon="check")


def _memberships(person: Person) -> Iterator[Event]:
    for row in person.memberships.select_related("unit"):
        if row.starts_on:
            yield Event(row.starts_on, _day(row.starts_on), row.unit.name, str(Standing(row.standing).label), "building-community")
        if row.ends_on and row.end_reason:
            yield Event(row.ends_on, _day(row.ends_on), _("Left %(unit)s") % {"unit": row.unit.name}, row.end_reason, "logout")


def _posts(person: Person) -> Iterator[Event]:
    for post in person.posts.select_related("unit"):
        if post.starts_on:
            yield Event(post.starts_on, _day(post.starts_on, post.starts_precision), post.title, post.unit.name, "user")
        if post.ends_on:
            yield Event(
                post.ends_on, _day(post.ends_on, post.ends_precision), _("Ended: %(post)s") % {"post": post.title}, icon="user"
            )
    for entry in person.succession.all():
        if entry.starts_on:
            yield Event(
                entry.starts_on, _day(entry.starts_on), _("Succession plan: %(post)s") % {"post": entry.title}, icon="target"
            )


def _levels(person: Person) -> Iterator[Event]:
    for level in person.theory_levels.exclude(achieved_on=None):
        if level.achieved_on:
            title = _("Political theory: %(level)s") % {"level": level.get_level_display()}
            yield Event(level.achieved_on, _day(level.achieved_on, level.achieved_precision), title, icon="school")


def _day(day: date, precision: str = "d") -> str:
    return PartialDate.of(day, "y" if precision == "y" else "m" if precision == "m" else "d").text
