"""The list of people as a workbook, in the columns that offices use (DOMAIN.md section 7)."""

import io

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nennep.people.models import Person
from nennep.spreadsheets.write import OutColumn, OutSheet, write_xlsx

CHUNK = 1000


def workbook(people: QuerySet[Person]) -> bytes:
    """Return the people of a list as .xlsx; masked values stay out."""
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
    rows = (_row(number, person) for number, person in enumerate(people.iterator(chunk_size=CHUNK), start=1))
    target = io.BytesIO()
    write_xlsx(target, [OutSheet(_("People"), columns, rows)])
    return target.getvalue()


def _row(number: int, person: Person) -> list[object]:
    membership = next(iter(getattr(person, "open_memberships", [])), None)
    return [
        number,
        person.full_name,
        person.code,
        person.born,
        person.get_sex_display(),
        membership.unit.name if membership else "",
        membership.get_standing_display() if membership else "",
        ", ".join(post.title for post in getattr(person, "posts_today", [])),
        person.admitted,
        person.official,
        person.highest_level,
    ]
