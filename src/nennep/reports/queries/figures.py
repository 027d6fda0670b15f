"""Every figure of the report, declared once: the rows behind it, and what of them is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from nennep.attendance.models import State
from nennep.campaigns.models import StudyForm
from nennep.classes.models import Result
from nennep.core.errors import NotVisible
from nennep.people.models import Level
from nennep.reports.queries import sources
from nennep.reports.queries.sources import Scope

EVERY = Q()
PROGRAM = "training_class__program__code"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report. Its value is the number of its rows, or the sum of `measure` over them.

    `lookups` are the columns by which a figure that stands several times is told apart (program, class of result, …).
    """

    name: str
    label: Any
    rows: Callable[[Scope], QuerySet[Any]]
    where: Q = EVERY
    measure: str = ""
    lookups: tuple[str, ...] = ()

    def rows_of(self, scope: Scope, arguments: Sequence[str] = ()) -> QuerySet[Any]:
        """Return the rows behind the figure."""
        return self.rows(scope).filter(self.where, **dict(zip(self.lookups, arguments, strict=True)))

    def value(self, scope: Scope, arguments: Sequence[str] = ()) -> int:
        """Count or add up the rows behind the figure."""
        rows = self.rows_of(scope, arguments)
        return rows.aggregate(total=Sum(self.measure))["total"] or 0 if self.measure else rows.count()

    def key(self, *arguments: str) -> str:
        """Return the address of the figure inside a report."""
        return ":".join((self.name, *arguments))


HAS_ESSAY = Q(study_result__essay_on__isnull=False)
RESULTS = {
    "completed": Result.COMPLETED,
    "not_completed": Result.NOT_COMPLETED,
    "dropped": Result.DROPPED,
    "studying": Result.STUDYING,
}
RESULT_LABELS = {
    "completed": _("Completed"),
    "not_completed": _("Not completed"),
    "dropped": _("Dropped out"),
    "studying": _("Still studying"),
}
STATES = {"attended": State.PRESENT, "excused": State.EXCUSED, "unexcused": State.UNEXCUSED, "made_up": State.MADE_UP}
STATE_LABELS = {
    "attended": _("Present"),
    "excused": _("Absent with reason"),
    "unexcused": _("Absent without reason"),
    "made_up": _("Made up"),
}

_ALL = [
    Figure("membership.members_at_end", _("Members at the end"), sources.members),
    Figure("membership.admitted", _("Admission to the Party"), sources.admissions),
    Figure("membership.cells_with_admission", _("Cells with an admission"), sources.units_with_admission),
    Figure("membership.made_official", _("Made official"), sources.recognitions),
    Figure("theory_level.none", _("No level of political theory"), sources.members, Q(level="")),
    *(Figure(f"theory_level.{level.value}", level.label, sources.members, Q(level=level.value)) for level in Level),
    Figure(
        "theory_level.tc_or_higher",
        _("Intermediate level or higher"),
        sources.members,
        Q(level__in=[Level.INTERMEDIATE.value, Level.ADVANCED.value]),
    ),
    Figure("training.quota", _("Quota"), sources.quota_entries, measure="places", lookups=("account__program__code",)),
    Figure("training.sent", _("Sent"), sources.enrollments, lookups=(PROGRAM,)),
    *(
        Figure(f"training.{name}", RESULT_LABELS[name], sources.enrollments, Q(result=result), lookups=(PROGRAM,))
        for name, result in RESULTS.items()
    ),
    Figure("training.classification", _("Classification"), sources.enrollments, lookups=(PROGRAM, "classification")),
    Figure(
        "training.support_vnd",
        _("Support (đồng)"),
        sources.supports,
        measure="amount",
        lookups=("enrollment__training_class__program__code",),
    ),
    Figure("training_by_title.sent", _("Sent by post held"), sources.enrollments, ~Q(title_key=""), lookups=("title_key",)),
    Figure("classes.opened", _("Classes opened"), sources.classes_opened),
    Figure("classes.closed", _("Classes closed"), sources.classes_closed),
    Figure("classes.trainees", _("Trainees of classes opened"), sources.enrollments),
    Figure("attendance.expected", _("Sessions expected"), sources.enrollments, measure="expected"),
    Figure("attendance.attended", _("Sessions attended"), sources.enrollments, measure="attended"),
    Figure("attendance.absent_excused", _("Absences with reason"), sources.enrollments, Q(absent_excused__gt=0), "absent_excused"),
    Figure(
        "attendance.absent_unexcused",
        _("Absences without reason"),
        sources.enrollments,
        Q(absent_unexcused__gt=0),
        "absent_unexcused",
    ),
    Figure("study.events", _("Study events"), sources.study_events),
    Figure("study.participants", _("People who took part"), sources.participants),
    Figure("study.expected", _("Attendances expected"), sources.attendees),
    *(Figure(f"study.{name}", STATE_LABELS[name], sources.attendees, Q(state=state)) for name, state in STATES.items()),
    Figure("study.took_part", _("Attended or made up"), sources.attendees, sources.TOOK_PART),
    Figure("study.essays", _("Essays handed in"), sources.attendees, HAS_ESSAY),
    *(
        Figure(
            f"study.by_form.{form.value}",
            form.label,
            sources.attendees,
            sources.TOOK_PART & Q(gathering__study_event__form=form.value),
        )
        for form in StudyForm
    ),
    Figure("commendations", _("Commendations"), sources.commendations),
]
FIGURES = {figure.name: figure for figure in _ALL}


def find(key: str) -> tuple[Figure, list[str]]:
    """Return the figure at an address ('training.sent:TC') and its arguments.

    Raises:
        NotVisible: there is no such figure.
    """
    name, *arguments = key.split(":")
    figure = FIGURES.get(name)
    if figure is None or len(arguments) != len(figure.lookups):
        raise NotVisible
    return figure, arguments
