"""Reads of marks and of what would become of each trainee."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from nennep.classes.models import Enrollment, Mark, Result, TrainingClass
from nennep.classes.queries.enrollment import visible
from nennep.classes.queries.rule_set import rules_of
from nennep.classes.rules.result import Candidate, Rules, Verdict, verdict
from nennep.core.actors import Actor

MarksOf = dict[int, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One trainee in the grid: the last mark of each part, and what would become of the enrollment now."""

    enrollment: Enrollment
    marks: Sequence[tuple[str, Decimal | None]]
    verdict: Verdict


def last_marks(enrollments: "QuerySet[Enrollment]") -> MarksOf:
    """Return the last mark of each part of each enrollment (one query)."""
    found: MarksOf = defaultdict(dict)
    rows = Mark.objects.filter(enrollment__in=enrollments.order_by().values("pk")).order_by("attempt")
    for enrollment_id, part, value in rows.values_list("enrollment_id", "part", "value"):
        found[enrollment_id][part] = value
    return found


def verdicts(enrollments: Iterable[Enrollment], marks: MarksOf, rules: Rules, total: int) -> dict[int, Verdict]:
    """Return what the rules make of each enrollment, by its id; of people who left, nothing."""
    return {
        one.pk: verdict(
            Candidate(one.absent_excused + one.absent_unexcused, total, marks.get(one.pk, {}), one.classification), rules
        )
        for one in enrollments
        if one.result == Result.STUDYING
    }


def grid(actor: Actor, training_class: TrainingClass) -> list[GridRow]:
    """Return the trainees of a class whom the actor sees, by name, with marks and verdicts (three queries)."""
    rows = visible(actor).filter(training_class=training_class)
    listed = list(rows.select_related("person", "sending_unit").order_by("person__sort_key", "person_id"))
    marks, rules = last_marks(rows), rules_of(training_class)
    decided = verdicts(listed, marks, rules, training_class.sessions_planned)
    return [
        GridRow(
            one, [(part, marks.get(one.pk, {}).get(part)) for part in training_class.parts], decided.get(one.pk) or _stored(one)
        )
        for one in listed
    ]


def _stored(one: Enrollment) -> Verdict:
    return Verdict(one.result == Result.COMPLETED, one.mark)
