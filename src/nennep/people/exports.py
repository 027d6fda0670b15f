"""The list of people as a workbook, in the columns that offices use (DOMAIN.md section 7)."""

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nennep.organizations.queries.actor import in_force
from nennep.people.models import Level, Membership, Person, Post, Sex, Standing, TheoryLevel
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx
from nennep.vietnamese.dates import PartialDate, Precision

COLUMNS = (
    "pk", "full_name", "code", "born_on", "born_precision", "sex", "admitted_on", "admitted_precision", "official_on",
    "official_precision",
)  # fmt: skip


def workbook(people: QuerySet[Person], today: date, as_of: date | None = None) -> bytes:
    """Return the people of a list as .xlsx (four queries, plain rows), as they were on a day if one is named; masked values stay out."""
    columns = [
        OutColumn("STT", 6, "int"),
        OutColumn(_("Full name"), 28),
        OutColumn(_("Code"), 14),
        OutColumn(_("Born"), 12, "date"),
        OutColumn(_("Sex"), 8),
        OutColumn(_("Unit"), 32),
        OutColumn(_("Standing"), 18),
        OutColumn(_("Post"), 28),
        OutColumn(_("Admitted"), 12, "date"),
        OutColumn(_("Official"), 12, "date"),
        OutColumn(_("Political theory"), 16),
    ]
    target = io.BytesIO()
    write_xlsx(target, [OutSheet(_("People"), columns, _rows(people.prefetch_related(None), today, as_of))])
    return target.getvalue()


def _rows(people: QuerySet[Person], today: date, as_of: date | None) -> Iterator[list[object]]:
    those, day = people.order_by().values("pk"), as_of or today
    there = in_force(day) if as_of else Q(ends_on=None)
    open_rows = Membership.objects.filter(there, person__in=those).values_list("person_id", "unit__name", "standing")
    belongs = {person: (unit, standing) for person, unit, standing in open_rows}
    posts: dict[int, list[str]] = defaultdict(list)
    for person, title in Post.objects.filter(in_force(day), person__in=those).order_by("pk").values_list("person_id", "title"):
        posts[person].append(title)
    ranks = {level.value: rank for rank, level in enumerate(Level)}
    highest: dict[int, str] = {}
    reached = Q(achieved_on=None) | Q(achieved_on__lte=day) if as_of else Q()
    for person, level in TheoryLevel.objects.filter(reached, person__in=those).values_list("person_id", "level"):
        highest[person] = max(highest.get(person, level), level, key=ranks.__getitem__)
    levels, sexes, standings = ({one.value: str(one.label) for one in kind} for kind in (Level, Sex, Standing))
    for number, row in enumerate(people.values_list(*COLUMNS), start=1):
        pk, name, code, born, born_as, sex, admitted, admitted_as, official, official_as = row
        unit, standing = belongs.get(pk, ("", ""))
        yield [
            number, name, code, _day(born, born_as), sexes.get(sex, ""), unit, standings.get(standing, ""),
            ", ".join(posts.get(pk, ())), _day(admitted, admitted_as), _day(official, official_as),
            levels.get(highest.get(pk, ""), ""),
        ]  # fmt: skip


def _day(day: date | None, precision: str) -> date | PartialDate | None:
    return day if day is None or precision == "d" else PartialDate.of(day, cast("Precision", precision))
