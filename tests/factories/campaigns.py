"""Study events for tests."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

from nennep.attendance.models import Attendee, Gathering, State
from nennep.campaigns.models import StudyEvent, StudyForm, StudyResult
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.vietnamese.text import fold

_number = count(1)
ESSAY_AFTER = timedelta(days=10)


def study_event(
    organizer: Unit, *, starts_on: date, form: StudyForm = StudyForm.HALL, name: str | None = None, code: str | None = None
) -> StudyEvent:
    """Make one event without people."""
    code = code or f"DH{next(_number)}"
    name = name or f"Học tập nghị quyết {code}"
    gathering = Gathering.objects.create(kind="study", unit=organizer, title=name, held_on=starts_on)
    return StudyEvent.objects.create(
        code=code,
        gathering=gathering,
        organizer=organizer,
        name=name,
        form=form,
        starts_on=starts_on,
        sessions=1,
        search_key=fold(f"{code} {name}"),
    )


def expect(event: StudyEvent, unit: Unit, states: Mapping[Person, State], *, essays: bool = True) -> list[Attendee]:
    """Expect people of a unit at an event; with `essays` whoever took part hands one in."""
    made = Attendee.objects.bulk_create(
        Attendee(gathering=event.gathering, person=person, unit=unit, state=state) for person, state in states.items()
    )
    took_part = {State.PRESENT, State.MADE_UP}
    StudyResult.objects.bulk_create(
        StudyResult(attendee=one, essay_on=event.starts_on + ESSAY_AFTER) for one in made if essays and one.state in took_part
    )
    return made
