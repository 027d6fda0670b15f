"""Writing classes with their trainees, completions and certificates; and those that are still to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from nennep.classes.models import ClassState, Enrollment, Form, TrainingClass
from nennep.core.bulk import insert_rows
from nennep.obligations.models import AnnouncedClass, Progress
from nennep.operations.synthesis.lessons import COMPLETED, COURSES, STUDYING, Lesson, Outcome, next_opening
from nennep.operations.synthesis.residents import Resident, title_key
from nennep.operations.synthesis.soil import Planted, Soil
from nennep.programs.models import RuleSet
from nennep.programs.rules.certificate import expires_on
from nennep.records.models import Certificate, Completion
from nennep.vietnamese.text import fold

WITHOUT_PAPER = ("TH", "CNKT")
TO_COME = ("NTVD", "DVM")
CLASS = (
    "code", "name", "search_key", "program_id", "rule_set_id", "provider_id", "provider_name", "opens_on", "closes_on", "sessions_planned",
    "form", "state",
)  # fmt: skip
ENROLLMENT = (
    "training_class_id", "person_id", "sending_unit_id", "title", "title_key", "result", "absent_excused", "absent_unexcused", "mark",
    "classification", "classification_label",
)  # fmt: skip
COMPLETION = (
    "person_id", "program_id", "completed_on", "mark", "classification", "classification_label", "provider_name", "valid_until", "source",
)  # fmt: skip
CERTIFICATE = (
    "completion_id", "number", "issuer_id", "issuer_name", "issued_on", "paper_name", "holder_name", "holder_born", "course_name",
    "studied_from", "studied_until", "token",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who may sit in a class, and the unit that sends."""

    who: Resident
    sender: int


@dataclass(frozen=True, slots=True)
class Held:
    """A class with the words and keys that its rows share."""

    code: str
    name: str
    lesson: Lesson
    opens: date
    closes: date
    program: int
    rules: RuleSet | None

    @property
    def source(self) -> str:
        """What its facts came from."""
        return f"class:{self.code}"


@dataclass(slots=True)
class School:
    """One provider (None: it has no unit here), whose classes bear codes that end with `place`."""

    soil: Soil
    provider: Planted | None
    place: str
    today: date
    name: str = ""
    counters: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.name or (self.provider.name if self.provider else "")

    def hold(self, lessons: Iterable[Lesson], learners: Sequence[Learner], chance: Random) -> None:
        """Insert classes with all that became of their learners, who are known by their place in `learners`."""
        held = [self._held(lesson) for lesson in lessons]
        classes = insert_rows(TrainingClass, CLASS, [self._class_row(one) for one in held])
        insert_rows(Enrollment, ENROLLMENT, _enrollments(zip(classes, held, strict=True), learners))
        done = [(one, outcome) for one in held for outcome in one.lesson.outcomes if outcome.result == COMPLETED]
        facts = insert_rows(Completion, COMPLETION, (self._completion(*pair, learners) for pair in done))
        papers = ((key, *pair) for key, pair in zip(facts, done, strict=True) if pair[0].lesson.program not in WITHOUT_PAPER)
        insert_rows(Certificate, CERTIFICATE, (self._certificate(*paper, learners, chance) for paper in papers))
        on_the_way = [
            (learners[outcome.learner].who.pk, one.program, "in_class", one.source, one.opens, one.closes)
            for one in held
            for outcome in one.lesson.outcomes
            if outcome.result == STUDYING
        ]
        insert_rows(Progress, ("person_id", "program_id", "state", "source", "starts_on", "ends_on"), on_the_way)

    def announce(self, unit: Planted) -> None:
        """Plan the next classes for a unit."""
        day = self.today.toordinal()
        coming = [
            Lesson(program, opens := next_opening(program, day), opens + COURSES[program].lasts, 0, ()) for program in TO_COME
        ]
        held = [self._held(lesson) for lesson in coming]
        insert_rows(TrainingClass, CLASS, [self._class_row(one) for one in held])
        rows = [(one.source, one.program, unit.pk, one.opens, one.closes) for one in held]
        insert_rows(AnnouncedClass, ("source", "program_id", "unit_id", "opens_on", "closes_on"), rows)

    def _held(self, lesson: Lesson) -> Held:
        opens, closes = date.fromordinal(lesson.opens), date.fromordinal(lesson.closes)
        part = f"-{lesson.part + 1}" if lesson.part else ""
        program = self.soil.programs[lesson.program]
        code = f"{lesson.program}-{self.place}-{opens:%y%m}{part}"
        rules = self.soil.rules(lesson.program, opens)
        return Held(code, f"{program.name}, khóa {opens:%m/%Y}{part}"[:200], lesson, opens, closes, program.pk, rules)

    def _class_row(self, one: Held) -> tuple[object, ...]:
        course = COURSES[one.lesson.program]
        state = ClassState.PLANNED if one.opens > self.today else ClassState.OPEN if one.closes >= self.today else ClassState.CLOSED
        form = Form.PART_TIME if course.part_time else Form.FULL_TIME
        return (
            one.code, one.name, fold(f"{one.code} {one.name}")[:260], one.program, one.rules.pk if one.rules else None,
            self.provider.pk if self.provider else None, self.name, one.opens, one.closes, course.sessions, form.value, state.value,
        )  # fmt: skip

    def _completion(self, one: Held, outcome: Outcome, learners: Sequence[Learner]) -> tuple[object, ...]:
        expires = expires_on(one.closes, one.rules.validity_months if one.rules else None)
        return learners[outcome.learner].who.pk, one.program, one.closes, *outcome.mark, self.name, expires, one.source

    def _certificate(
        self, key: int, one: Held, outcome: Outcome, learners: Sequence[Learner], chance: Random
    ) -> tuple[object, ...]:
        who = learners[outcome.learner].who
        series = f"{one.closes.year}/{self.place}"
        self.counters[series] = number = self.counters.get(series, 0) + 1
        paper = one.rules.certificate_name if one.rules else ""
        # Tokens rise with the keys, so that their index grows at its end; 64 bits of each are drawn.
        token = f"{key:010d}{chance.getrandbits(64):016x}"
        return (
            key, f"{number:04d}/{series}", self.provider.pk if self.provider else None, self.name, one.closes, paper, who.name, who.born,
            one.name, one.opens, one.closes, token,
        )  # fmt: skip


def _enrollments(held: Iterable[tuple[int, Held]], learners: Sequence[Learner]) -> Iterator[tuple[object, ...]]:
    for key, one in held:
        for outcome in one.lesson.outcomes:
            learner = learners[outcome.learner]
            title = learner.who.title
            yield (
                key, learner.who.pk, learner.sender, title, title_key(title), outcome.result, outcome.excused, outcome.unexcused, *outcome.mark,
            )  # fmt: skip
