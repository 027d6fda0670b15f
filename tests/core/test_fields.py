"""What is encrypted lies encrypted, and is found again by its blind index."""

import pytest
from django.db import connection

from nennep.core.fields import blind_index
from nennep.people.models import Person
from tests.factories.organizations import unit
from tests.factories.people import person


@pytest.mark.django_db
def test_the_column_holds_no_clear_text() -> None:
    made = person(unit(), citizen_no="040085001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_no FROM people_person WHERE id = %s", [made.pk])
        [stored] = cursor.fetchone()
    assert "040085001234" not in stored
    assert Person.objects.get(pk=made.pk).citizen_no == "040085001234"


def test_the_index_is_keyed_and_stable() -> None:
    assert blind_index("040085001234") == blind_index("040085001234") != blind_index("040085001235")
