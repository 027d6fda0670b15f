"""What waits for somebody today: one line for each thing to do, with the page that opens it; then the figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nennep.classes.models import Result
from nennep.classes.queries import leave, lecturer, mine
from nennep.classes.queries import tally as class_tally
from nennep.classes.queries import waiting as waiting_in
from nennep.classes.queries.tally import NAMED
from nennep.classes.queries.waiting import Waiting
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
        counted, url = class_tally.studying(actor, today), f"{reverse('classes:list')}?state=open"
        note = _counted_at(counted.at)
        found.append(Figure(_("Classes in progress"), counted.classes, url, note=note))
        found.append(Figure(_("Studying"), counted.trainees, url, _("enrollments"), note))
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
    for rows, what, text in (
        (leave.to_answer(actor), Waiting.ANSWER, _("leave requests wait for an answer")),
        (leave.to_comment(actor), Waiting.WORD, _("leave requests wait for your unit's word")),
    ):
        found = waiting_in.leave_by_class(rows)
        if len(found) > NAMED:
            yield Line(sum(one.count for one in found), text, _classes_with(what), _in_classes(len(found)))
            continue
        for one in found:
            yield Line(one.count, text, reverse("classes:leave", args=[one.pk]), note=one.name)


def _classes_with(what: Waiting) -> str:
    return f"{reverse('classes:list')}?waiting={what.value}"


def _in_classes(number: int) -> str:
    return ngettext("in %(n)d class", "in %(n)d classes", number) % {"n": number}


def _classes(actor: Actor, today: date) -> Iterator[Line]:
    for roll in waiting_in.rolls_to_call(actor, today):
        session = _("session %(n)s, %(day)s") % {"n": roll.ordinal, "day": f"{roll.day:%d/%m}"}
        page, which = reverse("classes:roll_call", args=[roll.pk]), f"{roll.of} · {session}"
        yield Line(roll.count, _("trainees are not marked yet"), page, which, "soon")
    ended = waiting_in.classes_to_close(actor, today)
    yield Line(ended.count(), _("classes are over and wait to be closed"), _classes_with(Waiting.CLOSE))
    if actor.paths(*READERS, Role.REGISTRAR):
        found = class_tally.troubles(actor, today)
        note, text = _counted_at(found.at), _("trainees have no group leader")
        for one in found.leaderless:
            yield Line(one.count, text, reverse("classes:detail", args=[one.pk]), one.name)
        more = " · ".join(filter(None, (_in_classes(found.more_classes), note)))
        yield Line(found.more_trainees, text, _classes_with(Waiting.LEADER), more)
        yield Line(found.signs, _("trainees show early signs of trouble"), reverse("classes:signs"), note, "late")


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
