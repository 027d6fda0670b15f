"""Commendations for tests."""

from datetime import date
from itertools import count

from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.recognition.models import Commendation
from nennep.vietnamese.text import fold

_number = count(1)


def commendation(
    *, unit: Unit | None = None, person: Person | None = None, decided_on: date = date(2026, 1, 15), form: str = "giấy khen"
) -> Commendation:
    """Make one commendation of a unit or a person."""
    number = f"{next(_number)}-QĐ/ĐU"
    return Commendation.objects.create(
        decision_no=number,
        decided_on=decided_on,
        body="Đảng ủy phường Mẫu",
        form=form,
        unit=unit,
        person=person,
        search_key=fold(f"{number} Đảng ủy phường Mẫu {form}"),
    )
