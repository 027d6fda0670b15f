"""What is known of people, gathered for the rules of eligibility: a fixed number of queries for any number of people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from nennep.nominations.models import EntryCondition, Nomination, NominationRound, StudyForm
from nennep.nominations.rules.dossier import OPEN
from nennep.nominations.rules.eligibility import LEVELS, Asked, Candidate, Condition, Done, Line, judge
from nennep.obligations.models import Progress
from nennep.obligations.rules.state import State
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Membership, Post, SuccessionEntry, TheoryLevel
from nennep.programs.models import Program
from nennep.records.models import Completion


def conditions(program: Program, on: date) -> list[Condition]:
    """Return the conditions in force on a day: the program's own, then those of all programs that it has none of its own for."""
    rows = EntryCondition.objects.filter(in_force(on), Q(program=program) | Q(program=None), active=True)
    by_check: dict[str, EntryCondition] = {}
    for row in rows.order_by("order", "id"):
        kept = by_check.get(row.check_code)
        if kept is None or (kept.program_id is None and row.program_id is not None):
            by_check[row.check_code] = row
    return [
        Condition(row.check_code, row.params, row.legal_basis, row.verified, row.overridable)
        for row in sorted(by_check.values(), key=lambda row: (row.order, row.pk))
    ]


def lines(round: NominationRound, person_ids: Collection[int], today: date) -> dict[int, list[Line]]:
    """Return the lines of eligibility of people for a round, by person id (eight queries)."""
    judged = conditions(round.program, today)
    asked = Asked(today, round.program.gives_level, part_time=round.form == StudyForm.PART_TIME)
    known = candidates(round, person_ids, today)
    return {pk: judge(known[pk], judged, asked) for pk in person_ids if pk in known}


def candidates(round: NominationRound, person_ids: Collection[int], today: date) -> dict[int, Candidate]:
    """Return what is known of people who belong to a unit now, by person id."""
    posts = _titles(Post.objects.filter(in_force(today), person__in=person_ids))
    planned = _titles(SuccessionEntry.objects.filter(in_force(today), person__in=person_ids))
    done, levels = _learned(round.program, person_ids)
    rounds, busy = _elsewhere(round, person_ids, today)
    rows = Membership.objects.filter(person__in=person_ids, ends_on=None).select_related("person")
    return {
        row.person_id: Candidate(
            standing=row.standing,
            sex=row.person.sex,
            born=row.person.born,
            admitted=row.person.admitted,
            education=row.person.education,
            level=max((*levels[row.person_id], ""), key=LEVELS.index),
            posts=posts[row.person_id],
            planned=planned[row.person_id],
            done=done[row.person_id],
            rounds=rounds[row.person_id],
            busy=busy[row.person_id],
        )
        for row in rows
    }


def _titles(rows: QuerySet[Any]) -> dict[int, list[str]]:
    return _grouped(rows.order_by("id").values_list("person", "title"))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for person, value in pairs:
        if value not in found[person]:
            found[person].append(value)
    return found


def _learned(program: Program, person_ids: Collection[int]) -> tuple[dict[int, list[Done]], dict[int, list[str]]]:
    """Return the completions of the program, and the levels held: stated, or reached by a completed degree."""
    levels = _grouped(TheoryLevel.objects.filter(person__in=person_ids).values_list("person", "level"))
    done: dict[int, list[Done]] = defaultdict(list)
    rows = Completion.objects.filter(
        Q(program=program) | ~Q(program__gives_level=""), person__in=person_ids, certificate__revoked_on=None
    )
    for person, of, level, on, until in rows.values_list(
        "person", "program", "program__gives_level", "completed_on", "valid_until"
    ):
        if of == program.pk:
            done[person].append(Done(on, until))
        if level:
            levels[person].append(level)
    return done, levels


def _elsewhere(
    round: NominationRound, person_ids: Collection[int], today: date
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return the rounds for the same program, and the other programs, that people are on the way to."""
    others = Nomination.objects.filter(person__in=person_ids, state__in=OPEN, enrollment=None).exclude(round=round)
    same = _grouped(others.filter(round__program=round.program_id).values_list("person", "round__title"))
    busy = list(others.exclude(round__program=round.program_id).values_list("person", "round__program__name"))
    taught = Progress.objects.filter(in_force(today), person__in=person_ids, state=State.IN_CLASS.value)
    return same, _grouped([*busy, *taught.values_list("person", "program__name")])
