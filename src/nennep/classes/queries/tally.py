"""What the desk and the list of classes count, for large units ahead by a job; and whether that still agrees with the rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from nennep.audit.models import Entry
from nennep.classes import policy
from nennep.classes.models import ClassState, ClassTally, Enrollment, Result, TrainingClass
from nennep.classes.queries import early_signs
from nennep.classes.queries.enrollment import in_reach as enrollments
from nennep.classes.queries.training_class import ClassFilter
from nennep.classes.queries.training_class import in_reach as classes
from nennep.classes.queries.waiting import InClass, groups_without_leader
from nennep.core.actors import Actor, GrantFact, Role
from nennep.organizations.models import Unit
from nennep.organizations.scope import TOP
from nennep.people.queries.large import only_place

IN_PROGRESS = Q(state=ClassState.OPEN)
STUDYING = Q(training_class__state=ClassState.OPEN, result=Result.STUDYING)
NAMED = 5  # classes named one by one on a desk; more are one sum


@dataclass(frozen=True, slots=True)
class Studying:
    """Classes in progress and who studies in them; `at` is when they were counted ahead (None: just now)."""

    classes: int
    trainees: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Troubles:
    """Trainees with early signs; classes in which those sent by oneself have no leader, named or (`more`) summed up; `at` as above."""

    signs: int
    leaderless: list[InClass]
    more_classes: int = 0
    more_trainees: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """How many classes the actor sees, in rows of program (code), year, state, classes; `at` as above."""

    rows: list[tuple[str, int, str, int]]
    at: datetime | None = None

    @property
    def years(self) -> list[int]:
        """The years in which they opened, the latest first."""
        return sorted({year for _program, year, _state, _number in self.rows}, reverse=True)

    @property
    def programs(self) -> set[str]:
        """The codes of their programs."""
        return {program for program, _year, _state, _number in self.rows}

    def count(self, narrowed: ClassFilter) -> int | None:
        """Return how many pass a filter, None where these rows do not tell."""
        if narrowed.text or narrowed.waiting:
            return None
        wanted = (narrowed.program, narrowed.year, narrowed.state)
        fitting = (row for row in self.rows if all(not one or one == is_ for one, is_ in zip(wanted, row[:3], strict=True)))
        return sum(number for _program, _year, _state, number in fitting)


def studying(actor: Actor, today: date) -> Studying:
    """Return the figures of the desk: of a large unit as counted ahead, with what the actor sees besides; else now."""
    kept = _kept(actor, today)
    if kept is None:
        return Studying(classes(actor, IN_PROGRESS).count(), enrollments(actor, STUDYING).count())
    beside = TrainingClass.objects.filter(policy.classes_beside(actor, kept.unit_path, IN_PROGRESS))
    others = Enrollment.objects.filter(policy.enrollments_beside(actor, kept.unit_path, STUDYING))
    figures = kept.figures
    return Studying(figures["classes"] + beside.count(), figures["trainees"] + others.count(), kept.computed_at)


def troubles(actor: Actor, today: date) -> Troubles:
    """Return what the desk warns of, counted in the same way."""
    kept = _kept(actor, today)
    if kept is None or only_place(actor.paths(*policy.SENDERS)) not in ("", kept.unit_path):
        found = groups_without_leader(actor)
        named, more = (found, []) if len(found) <= NAMED else ([], found)
        signs = early_signs.rows(actor, today).count()
        return Troubles(signs, named, len(more), sum(one.count for one in more))
    begun, figures = early_signs.begun(today), kept.figures
    beside = Enrollment.objects.filter(policy.enrollments_beside(actor, kept.unit_path, begun))
    own = Enrollment.objects.filter(begun, policy.seen_by_readers([kept.unit_path]), person=actor.person_id or 0)
    others, sends = early_signs.with_sign(beside.exclude(person=actor.person_id or 0)), bool(actor.paths(*policy.SENDERS))
    return Troubles(
        signs=figures["signs"] + others.count() - (early_signs.with_sign(own).count() if actor.person_id else 0),
        leaderless=[],
        more_classes=figures["leaderless_classes"] if sends else 0,
        more_trainees=figures["leaderless"] if sends else 0,
        at=kept.computed_at,
    )


def listed(actor: Actor, today: date) -> Listed:
    """Return the counts of the list of classes, counted in the same way."""
    kept = _kept(actor, today)
    if kept is None:
        return Listed(_by_program(policy.classes_in_reach(actor)))
    beside = _by_program(policy.classes_beside(actor, kept.unit_path, Q()))
    return Listed([*((code, year, state, number) for code, year, state, number in kept.listed), *beside], kept.computed_at)


def _kept(actor: Actor, today: date) -> ClassTally | None:
    """Return what was counted ahead that day or the day before for the place where the actor reads."""
    place = only_place(actor.paths(*policy.READERS))
    return ClassTally.objects.filter(unit_path=place, as_of__in=(today, today - timedelta(days=1))).first() if place else None


def _by_program(seen: Q) -> list[tuple[str, int, str, int]]:
    by = ("program__code", "opens_on__year", "state")
    return list(TrainingClass.objects.filter(seen).order_by(*by).values_list(*by).annotate(number=Count("pk")))


def pack(unit: Unit, today: date) -> dict[str, Any]:
    """Return what an officer of a unit who is nothing else sees, as it is kept."""
    officer = Actor(user_id=None, name="", grants=(GrantFact(Role.OFFICER, unit.pk, unit.path),))
    rows, leaderless = _by_program(policy.classes_in_reach(officer)), groups_without_leader(officer)
    figures = {
        "classes": sum(number for _program, _year, state, number in rows if state == ClassState.OPEN),
        "trainees": enrollments(officer, STUDYING).count(),
        "signs": early_signs.rows(officer, today).count(),
        "leaderless_classes": len(leaderless),
        "leaderless": sum(one.count for one in leaderless),
    }
    return {"figures": figures, "listed": [list(row) for row in rows]}


def differences() -> Iterator[Unit]:
    """Yield the units whose tally is not what the rows give, although nothing was recorded there or in any class since."""
    for tally in ClassTally.objects.order_by("unit_path"):
        unit = Unit.objects.filter(path=tally.unit_path, dissolved_on=None).first()
        inside = Q(unit_path__gte=tally.unit_path, unit_path__lt=tally.unit_path + TOP) | Q(action__startswith="classes.")
        if unit is None or Entry.objects.filter(inside, at__gte=tally.computed_at).exists():
            continue
        if pack(unit, tally.as_of) != {"figures": tally.figures, "listed": tally.listed}:
            yield unit
