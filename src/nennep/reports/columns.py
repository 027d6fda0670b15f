"""What is shown of the rows behind a figure, by kind of row: on the page, and in the sheet that one takes away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nennep.attendance.models import Attendee
from nennep.campaigns.models import StudyEvent
from nennep.classes.models import Enrollment, Support, TrainingClass
from nennep.organizations.models import Unit
from nennep.people.models import Level, Membership, Person
from nennep.planning.models import QuotaEntry
from nennep.recognition.models import Commendation
from nennep.spreadsheets.write import Kind

LEVELS = dict(Level.choices)
MANY = 5_000  # rows that nobody reads by name


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its value is read from a row, how a sheet writes it, and the record that it opens.

    A sheet has all columns. On the page `below` stands under the first one in small letters, and `about` shows a column
    only for figures whose names begin with one of these words.
    """

    label: Any
    value: Callable[[Any], object]
    kind: Kind = "text"
    width: int = 16
    url: Callable[[Any], str] | None = None
    measures: str = ""
    below: bool = False
    about: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Say whether the column is read by its last digit."""
        return self.kind in ("int", "money")


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of one kind of row, and the order in which the rows stand; many of them by unit first, where it is told."""

    columns: list[Column]
    order: tuple[str, ...]
    unit: str = ""

    def is_by_unit(self, rows: int) -> bool:
        """Say whether so many rows stand by unit: a page of a province's members then begins at its first cells."""
        return bool(self.unit) and rows > MANY

    def order_of(self, rows: int) -> tuple[str, ...]:
        """Return the order in which so many rows stand."""
        return (self.unit, *self.order) if self.is_by_unit(rows) else self.order

    def shown_for(self, figure: str) -> list[Column]:
        """Return the columns of the page for a figure."""
        return [one for one in self.columns if not one.below and (not one.about or figure.startswith(one.about))]

    @property
    def below(self) -> Column | None:
        """The column that stands in small letters under the first."""
        return next((one for one in self.columns if one.below), None)


def _person(prefix: str = "person") -> list[Column]:
    """Return code and name of the person that a row belongs to (`prefix` empty: the row itself)."""

    def of(row: Any) -> Person:
        for name in prefix.split(".") if prefix else ():
            row = getattr(row, name)
        return row  # type: ignore[no-any-return]  # a chain of foreign keys

    return [
        Column(
            _("Full name"), lambda row: of(row).full_name, width=28, url=lambda row: reverse("people:person", args=[of(row).pk])
        ),
        Column(_("Code"), lambda row: of(row).code, width=12, below=True),
    ]


UNIT = Column(_("Unit"), lambda row: row.unit.name if row.unit else "", width=32)
CLASS = Column(_("Class"), lambda row: row.training_class.name, width=40)
AT_END = ("membership.members_at_end", "theory_level")
SENT, HOURS = ("training", "classes"), ("attendance",)
PROGRAM = Column(_("Program"), lambda row: row.training_class.program.code, width=10, about=("training_by_title", "classes"))

LISTINGS: dict[type[Model], Listing] = {
    Membership: Listing(
        [
            *_person(),
            UNIT,
            Column(_("Standing"), lambda row: row.get_standing_display(), width=20),
            Column(_("Admission to the Party"), lambda row: row.person.admitted, "date", 12),
            Column(_("Official since"), lambda row: row.person.official, "date", 12),
            Column(_("Political theory"), lambda row: LEVELS.get(getattr(row, "level", ""), ""), width=14, about=AT_END),
        ],
        ("person__sort_key", "pk"),
        unit="unit__path",
    ),
    Unit: Listing(
        [
            Column(_("Unit"), lambda row: row.name, width=36, url=lambda row: reverse("organizations:unit", args=[row.pk])),
            Column(_("Code"), lambda row: row.code, width=12, below=True),
            Column(_("Kind"), lambda row: row.kind.name, width=20),
        ],
        ("path",),
    ),
    Enrollment: Listing(
        [
            *_person(),
            Column(_("Sent by"), lambda row: row.sent_by.name, width=32),
            PROGRAM,
            CLASS,
            Column(_("Post when sent"), lambda row: row.title, width=24, about=SENT),
            Column(_("Result"), lambda row: row.get_result_display(), width=16),
            Column(_("Classification"), lambda row: row.classification_label, width=14, about=SENT),
            Column(_("Sessions expected"), lambda row: row.expected, "int", 10, measures="expected", about=HOURS),
            Column(_("Sessions attended"), lambda row: row.attended, "int", 10, measures="attended", about=HOURS),
            Column(_("Absent with reason"), lambda row: row.absent_excused, "int", 10, measures="absent_excused", about=HOURS),
            Column(
                _("Absent without reason"), lambda row: row.absent_unexcused, "int", 10, measures="absent_unexcused", about=HOURS
            ),
        ],
        ("training_class__opens_on", "training_class", "person__sort_key", "pk"),
    ),
    Support: Listing(
        [
            *_person("enrollment.person"),
            Column(_("Sent by"), lambda row: row.enrollment.sent_by.name, width=32),
            Column(_("Class"), lambda row: row.enrollment.training_class.name, width=40),
            Column(_("Amount (đồng)"), lambda row: row.amount, "money", 14, measures="amount"),
            Column(_("Source"), lambda row: row.source, width=24),
        ],
        ("enrollment__training_class__opens_on", "enrollment__person__sort_key", "pk"),
    ),
    QuotaEntry: Listing(
        [
            Column(_("Program"), lambda row: row.account.program.name, width=36),
            Column(_("Year"), lambda row: row.account.year, "int", 8),
            Column(_("Entry"), lambda row: row.get_kind_display(), width=20),
            Column(_("Granted by"), lambda row: row.counterpart.unit.name if row.counterpart else "", width=32),
            Column(_("Places granted"), lambda row: row.places, "int", 10, measures="places"),
            Column(_("Basis"), lambda row: row.basis, width=24),
        ],
        ("account__year", "at", "pk"),
    ),
    TrainingClass: Listing(
        [
            Column(_("Class"), lambda row: row.name, width=44, url=lambda row: reverse("classes:detail", args=[row.pk])),
            Column(_("Code"), lambda row: row.code, width=14, below=True),
            Column(_("Program"), lambda row: row.program.code, width=10),
            Column(_("Training provider"), lambda row: row.provider_name or str(row.provider or ""), width=32),
            Column(_("Opening"), lambda row: row.opens_on, "date", 12),
            Column(_("Closing"), lambda row: row.closes_on, "date", 12),
        ],
        ("opens_on", "pk"),
    ),
    StudyEvent: Listing(
        [
            Column(_("Study event"), lambda row: row.name, width=60, url=lambda row: reverse("campaigns:event", args=[row.pk])),
            Column(_("Code"), lambda row: row.code, width=14, below=True),
            Column(_("Held by"), lambda row: row.organizer.name, width=32),
            Column(_("Form"), lambda row: row.get_form_display(), width=14),
            Column(_("Date"), lambda row: row.starts_on, "date", 12),
        ],
        ("starts_on", "pk"),
    ),
    Attendee: Listing(
        [
            *_person(),
            UNIT,
            Column(_("Study event"), lambda row: row.gathering.study_event.name, width=50),
            Column(_("Date"), lambda row: row.gathering.study_event.starts_on, "date", 12),
            Column(_("State"), lambda row: row.get_state_display(), width=20),
            Column(
                _("Essay handed in"), lambda row: row.study_result.essay_on if hasattr(row, "study_result") else None, "date", 12
            ),
        ],
        ("gathering__study_event__starts_on", "gathering", "person__sort_key", "pk"),
    ),
    Person: Listing(
        [*_person(""), Column(_("Born"), lambda row: row.born, "date", 12)],
        ("sort_key", "pk"),
    ),
    Commendation: Listing(
        [
            Column(_("Decision"), lambda row: row.decision_no, width=18),
            Column(_("Date"), lambda row: row.decided_on, "date", 12),
            Column(_("Decided by"), lambda row: row.body, width=30),
            Column(_("Form"), lambda row: row.form, width=18),
            Column(_("Commended"), lambda row: str(row.unit or row.person), width=32),
            Column(_("Reason"), lambda row: row.reason, width=60),
        ],
        ("decided_on", "pk"),
    ),
}
