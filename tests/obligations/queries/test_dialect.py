"""Months added in the database against months added by the rule."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from nennep.core.months import add_months
from nennep.obligations.queries.dialect import dialect
from nennep.obligations.queries.line import read_day

pytestmark = pytest.mark.django_db


def test_the_database_adds_months_as_the_rule_does() -> None:
    chance, words = Random(3), dialect()
    ends = [date(year, month, 1) - timedelta(days=1) for year in (2023, 2024, 2025) for month in range(1, 13)]
    days = ends + [date(2000, 1, 1) + timedelta(days=chance.randrange(15_000)) for _ in range(200)]
    pairs = [(day, months) for day in days for months in (0, 1, 6, 11, 12, 13, 60)]
    with connection.cursor() as cursor:
        for batch in (pairs[start : start + 100] for start in range(0, len(pairs), 100)):
            sums = ", ".join(words.add_months(words.literal(day), str(months)) for day, months in batch)
            cursor.execute(f"SELECT {sums}")
            assert [read_day(value) for value in cursor.fetchone()] == [add_months(day, months) for day, months in batch]
