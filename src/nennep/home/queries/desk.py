"""What waits for somebody today: one line for each thing to do, with the page that opens it; then the figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nennep.classes.models import ClassState, Result
from nennep.classes.queries import early_signs, leave, lecturer, mine
from nennep.classes.queries import enrollment as enrollments
from nennep.classes.queries import training_class as classes
from nennep.classes.queries import waiting as in_classes
from nennep.core.actors import Actor, Role
from nennep.nominations.queries.dossier import waiting_for
from nennep.obligations.queries import tally
from nennep.people.models import Standing
from nennep.people.policy import READERS
from nennep.reorganizations.queries import plan as plans


@dataclass(frozen=True, slots=True)
class Line:
    """So many of something wait; `tone` is 'late', 'soon' or empty."""

    count: int
    text: str
    url: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the desk and the rows behind it."""

    label: str
    value: int
    url: str
    unit: str = ""
    note: str = ""


def waiting(actor: Actor, today: date) -> list[Line]:
    """Return the lines of the desk that are not empty, the pressing ones first."""
    urgency = {"late": 0, "soon": 1, "": 2}
    lines = [line for source in SOURCES for line in source(actor, today) if line.count]
    return sorted(lines, key=lambda line: urgency[line.tone])


def figures(actor: Actor, today: date) -> list[Figure]:
    """Return the figures of whoever keeps people, and of whoever follows classes."""
    paths = actor.paths(*READERS)
    found = list(_membership(actor, today)) if paths else []
    if actor.paths(*READERS, Role.REGISTRAR):
        studying = enrollments.in_reach(actor, Q(training_class__state=ClassState.OPEN, result=Result.STUDYING))
        opened = classes.in_reach(actor, Q(state=ClassState.OPEN)).count()
        url = f"{reverse('classes:list')}?state=open"
        found += [Figure(_("Classes in progress"), opened, url), Figure(_("Studying"), studying.count(), url, _("enrollments"))]
    return found


def _membership(actor: Actor, today: date) -> Iterator[Figure]:
    counted, at = tally.people(actor, today)
    people, note = reverse("people:list"), _counted_at(at)
    yield Figure(_("Official members"), counted.get(Standing.OFFICIAL, 0), f"{people}?standing=official", _("people"), note)
    yield Figure(_("In probation"), counted.get(Standing.PROBATIONARY, 0), f"{people}?standing=probationary", _("people"), note)


def _counted_at(at: datetime | None) -> str:
    return _("counted at %(at)s") % {"at": f"{timezone.localtime(at):%H:%M %d/%m/%Y}"} if at else ""


def _obligations(actor: Actor, today: date) -> Iterator[Line]:
    if not actor.paths(*READERS):
        return
    counted = tally.counted(actor, None, today)
    counts, note = counted.counts, _counted_at(counted.at)
    page = reverse("obligations:list")
    overdue, soon, unplanned = (sum(getattr(one, name) for one in counts) for name in ("overdue", "soon", "unplanned"))
    yield Line(overdue, _("study obligations are overdue"), f"{page}?timing=overdue", note, "late")
    yield Line(unplanned, _("people have no planned class before their deadline"), f"{page}?timing=unplanned", note, "soon")
    yield Line(soon, _("study obligations fall due soon"), f"{page}?timing=soon", note, "soon")


def _nominations(actor: Actor, today: date) -> Iterator[Line]:
    if not actor.paths(*READERS, Role.REGISTRAR):
        return
    found = waiting_for(actor, today)
    rounds = reverse("nominations:rounds")
    yield Line(found["propose"], _("nomination rounds wait for proposals"), f"{rounds}?state=open")
    yield Line(found["select"], _("proposed people wait for selection"), f"{rounds}?state=review")
    yield Line(found["mend"], _("dossiers came back to be mended"), rounds, tone="soon")
    yield Line(found["submit"], _("selected people are not yet on a submitted list"), rounds)
    yield Line(found["answer"], _("nominated people wait for an answer"), reverse("nominations:inbox"))


def _reorganizations(actor: Actor, today: date) -> Iterator[Line]:
    if not actor.paths(Role.ADMINISTRATOR):
        return
    page = reverse("reorganizations:list")
    yield Line(plans.open_points(actor), _("matters of reorganizations wait to be settled"), page)
    yield Line(plans.in_trouble(actor), _("reorganizations could not be carried out on their day"), page, tone="late")


def _leave(actor: Actor, today: date) -> Iterator[Line]:
    for rows, text in (
        (leave.to_answer(actor), _("leave requests wait for an answer")),
        (leave.to_comment(actor), _("leave requests wait for your unit's word")),
    ):
        for one in in_classes.leave_by_class(rows):
            yield Line(one.count, text, reverse("classes:leave", args=[one.pk]), note=one.name)


def _classes(actor: Actor, today: date) -> Iterator[Line]:
    for one in in_classes.rolls_to_call(actor, today):
        yield Line(one.count, _("trainees are not marked yet"), reverse("classes:roll_call", args=[one.pk]), one.name, "soon")
    for one in in_classes.groups_without_leader(actor):
        yield Line(one.count, _("trainees have no group leader"), reverse("classes:detail", args=[one.pk]), one.name)
    ended = in_classes.classes_to_close(actor, today)
    yield Line(ended.count(), _("classes are over and wait to be closed"), f"{reverse('classes:list')}?state=open")
    if actor.paths(*READERS, Role.REGISTRAR):
        signs = early_signs.rows(actor, today).count()
        yield Line(signs, _("trainees show early signs of trouble"), reverse("classes:signs"), tone="late")


def _teaching(actor: Actor, today: date) -> Iterator[Line]:
    if actor.paths(Role.LECTURER):
        rows = lecturer.coming(actor, today)
        page = reverse("classes:teaching")
        yield Line(rows.filter(gathering__held_on=today).count(), _("sessions that you teach today"), page, tone="soon")
        yield Line(rows.filter(gathering__held_on__gt=today).count(), _("sessions to come that you teach"), page)


def _own(actor: Actor, today: date) -> Iterator[Line]:
    if actor.person_id is not None:
        studying = mine.enrollments(actor).filter(result=Result.STUDYING)
        yield Line(studying.count(), _("classes in which you are studying"), reverse("classes:mine"))


SOURCES: list[Callable[[Actor, date], Iterator[Line]]] = [
    _obligations,
    _nominations,
    _leave,
    _classes,
    _teaching,
    _own,
    _reorganizations,
]
