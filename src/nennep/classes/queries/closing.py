"""What closing a class would do, told before it is done."""

from collections import Counter
from dataclasses import dataclass

from nennep.classes.models import ClassSession, Enrollment, Result, TrainingClass
from nennep.classes.queries.result import last_marks, verdicts
from nennep.classes.queries.rule_set import rules_of
from nennep.classes.queries.session import gaps
from nennep.classes.rules.result import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one trainee."""

    enrollment: Enrollment
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcomes by name, the sessions with gaps, and the counts that the confirmation names."""

    outcomes: list[Outcome]
    gaps: list[ClassSession]
    gives_papers: bool

    @property
    def results(self) -> int:
        """Return how many results are written."""
        return len(self.outcomes)

    @property
    def papers(self) -> int:
        """Return how many certificates are issued."""
        return sum(one.verdict.completed for one in self.outcomes) if self.gives_papers else 0

    @property
    def unmarked(self) -> int:
        """Return how many people are not marked at some session, each session counted."""
        return sum(vars(session)["unmarked"] for session in self.gaps)

    @property
    def marks_missing(self) -> int:
        """Return how many trainees lack a mark and so do not complete."""
        return sum(one.verdict.why == "mark_missing" for one in self.outcomes)

    @property
    def bands(self) -> list[tuple[str, int]]:
        """Return how many complete with each classification, most first."""
        labels = (one.verdict.band.label for one in self.outcomes if one.verdict.completed and one.verdict.band)
        return Counter(labels).most_common()


def preview(training_class: TrainingClass) -> Preview:
    """Return what closing would do now (a fixed number of queries)."""
    rows = Enrollment.objects.filter(training_class=training_class, result=Result.STUDYING)
    listed = list(rows.select_related("person", "sending_unit").order_by("person__sort_key", "person_id"))
    decided = verdicts(listed, last_marks(rows), rules_of(training_class), training_class.sessions_planned)
    rule_set = training_class.rule_set
    return Preview(
        outcomes=[Outcome(one, decided[one.pk]) for one in listed],
        gaps=list(gaps(training_class)),
        gives_papers=rule_set is not None and bool(rule_set.certificate_name) and training_class.provider_id is not None,
    )
