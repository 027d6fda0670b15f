"""What one person learned, for the extract that goes into a yearly evaluation."""

from dataclasses import dataclass

from django.db.models import QuerySet

from nennep.attendance.models import Attendee, State
from nennep.classes.models import Enrollment
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.recognition.models import Commendation
from nennep.records.models import Completion


@dataclass(frozen=True, slots=True)
class Extract:
    """The record of one person, oldest first; `unit` is the cell or committee that certifies it."""

    person: Person
    unit: Unit | None
    completions: QuerySet[Completion]
    unfinished: QuerySet[Enrollment]
    events: QuerySet[Attendee]
    commendations: QuerySet[Commendation]


def extract_of(person: Person) -> Extract:
    """Return what a person completed, attends or left, which study events and which praise (five queries)."""
    latest = person.memberships.select_related("unit__kind", "unit__parent").order_by("-starts_on").first()
    open_now = person.memberships.filter(ends_on=None).select_related("unit__kind", "unit__parent").first()
    home = open_now or latest
    completions = person.completions.select_related("program", "certificate").order_by("completed_on", "pk")
    unfinished = (
        person.enrollments.exclude(result="completed").select_related("training_class").order_by("training_class__opens_on")
    )
    events = person.attendances.filter(gathering__kind="study").exclude(state=State.EXPECTED)
    return Extract(
        person=person,
        unit=home.unit if home else None,
        completions=completions,
        unfinished=unfinished,
        events=events.select_related("gathering", "study_result").order_by("gathering__held_on"),
        commendations=person.commendations.order_by("decided_on"),
    )
