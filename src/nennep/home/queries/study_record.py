"""Everything somebody learned, is learning or must learn: read from all apps, for the person's page (X10)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nennep.attendance.models import Attendee, State
from nennep.classes.models import Enrollment
from nennep.nominations.models import Nomination
from nennep.obligations.queries import due
from nennep.obligations.queries.line import Line
from nennep.people.models import Person
from nennep.recognition.models import Commendation
from nennep.records.models import Completion

SETTLED = ("done", "waived")
ENDED = ("admitted", "declined", "withdrawn", "not_selected")


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """The record of one person, by kind; each part newest first."""

    obligations: list[Line]
    nominations: QuerySet[Nomination]
    enrollments: QuerySet[Enrollment]
    completions: QuerySet[Completion]
    events: QuerySet[Attendee]
    commendations: QuerySet[Commendation]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any((self.obligations, self.nominations, self.enrollments, self.completions, self.events, self.commendations))


def of_person(person: Person, today: date) -> StudyRecord:
    """Return the study record of one person (a query a part)."""
    enrollments = person.enrollments.select_related("training_class__program", "sending_unit")
    completions = person.completions.select_related("program", "certificate")
    events = person.attendances.filter(gathering__kind="study").exclude(state=State.EXPECTED)
    return StudyRecord(
        obligations=[line for line in due.for_person(person, today) if line.state not in SETTLED],
        nominations=person.nominations.exclude(state__in=ENDED).select_related("round").order_by("-id"),
        enrollments=enrollments.order_by("-training_class__opens_on"),
        completions=completions.order_by("-completed_on"),
        events=events.select_related("gathering", "study_result").order_by("-gathering__held_on"),
        commendations=person.commendations.order_by("-decided_on"),
    )
