"""What a completed class leaves behind: the fact of learning, and its paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nennep.classes.models import TrainingClass
from nennep.exchange.actions.book_context import Context, PersonRef, differences, logged
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_check import classification_key
from nennep.exchange.rules.reason import warn
from nennep.programs.rules.certificate import expires_on
from nennep.records.actions import steps
from nennep.records.actions.steps import NewCertificate, NewCompletion
from nennep.records.models import Certificate, Completion

TITLES = {"number": "Số giấy chứng nhận", "issued_on": "Ngày cấp"}
KIND = "records.completion"


@dataclass(slots=True)
class Completed:
    """One row of a trainee with its class and person."""

    row: BookRow
    training_class: TrainingClass
    person: PersonRef
    path: str

    @property
    def label(self) -> str:
        """What the log calls it."""
        return f"{self.person.full_name}: {self.training_class.program.code}"

    @property
    def source(self) -> str:
        """The name by which records know the class."""
        return f"class:{self.training_class.code}"

    @property
    def completed_on(self) -> date:
        """The last day of the class; the paper's where the class has none yet."""
        issued = self.row["issued"]
        return self.training_class.closes_on or (issued.first if issued else self.training_class.opens_on)


def write_completions(context: Context, trainees: Sequence[Completed]) -> None:
    """Write, correct and take back completions and their papers, so that they say what the rows say."""
    sources = {one.source for one in trainees}
    present = {(one.person_id, one.source): one for one in Completion.objects.filter(source__in=sources)}
    papers = {one.completion_id: one for one in Certificate.objects.filter(completion__source__in=sources)}
    passed = [one for one in trainees if one.row["result"] == "completed"]
    _take_back(context, [one for one in trainees if one.row["result"] != "completed"], present, papers)
    new = [one for one in passed if (one.person.id, one.source) not in present]
    made = steps.add_completions(_new(one) for one in new)
    context.ledger.created(Completion, [one.pk for one in made])
    present |= {(one.person_id, one.source): one for one in made}
    for one, completion in zip(new, made, strict=True):
        context.log("exchange.create", KIND, completion.pk, one.label, person_id=one.person.id, path=one.path)
    fresh = set(map(id, new))
    _correct(context, [one for one in passed if id(one) not in fresh], present)
    _certify(context, passed, present, papers)


def _new(one: Completed) -> NewCompletion:
    row, held = one.row, one.training_class
    return NewCompletion(
        person_id=one.person.id,
        program_id=held.program_id,
        completed_on=one.completed_on,
        source=one.source,
        mark=row["mark"],
        classification=classification_key(row["classification"]),
        classification_label=row["classification"] or "",
        provider_name=held.provider_name,
        valid_until=_valid_until(one),
    )


def _valid_until(one: Completed) -> date | None:
    months = one.training_class.rule_set.validity_months if one.training_class.rule_set else None
    return expires_on(one.row["issued"].first if one.row["issued"] else one.completed_on, months)


def _correct(context: Context, known: Sequence[Completed], present: dict[tuple[int, str], Completion]) -> None:
    changes: dict[int, dict[str, Any]] = {}
    for one in known:
        completion, wanted = present[one.person.id, one.source], _new(one)
        told = {
            name: getattr(wanted, name)
            for name in (
                "program_id",
                "completed_on",
                "mark",
                "classification",
                "classification_label",
                "provider_name",
                "valid_until",
            )
        }
        columns = differences(one.row, {name: getattr(completion, name) for name in told}, told, {})
        if columns:
            changes[completion.pk] = {name: new for name, (_, new) in columns.items()}
            context.ledger.changed(
                Completion, completion.pk, {name: old for name, (old, _) in columns.items()}, changes[completion.pk]
            )
            _updated(context, one, completion.pk, columns)
    steps.change_completions(changes)


def _updated(context: Context, one: Completed, completion_id: int, columns: dict[str, tuple[Any, Any]]) -> None:
    """Note a correction on the row and, where the enrollment itself did not change, for the log."""
    if one.row.outcome == "unchanged":
        one.row.outcome = "updated"
        context.log("exchange.update", KIND, completion_id, one.label, logged(columns), person_id=one.person.id, path=one.path)


def _take_back(
    context: Context, trainees: Sequence[Completed], present: dict[tuple[int, str], Completion], papers: dict[int, Certificate]
) -> None:
    gone: list[Completion] = []
    for one in trainees:
        completion = present.pop((one.person.id, one.source), None)
        if completion is None:
            continue
        paper = papers.pop(completion.pk, None)
        if paper is not None:
            context.ledger.deleted(paper)
        context.ledger.deleted(completion)
        one.row.reasons.append(warn("completion_taken_back", value=one.training_class.program.code))
        gone.append(completion)
    steps.remove_completions([completion.pk for completion in gone])


def _certify(
    context: Context, passed: Sequence[Completed], present: dict[tuple[int, str], Completion], papers: dict[int, Certificate]
) -> None:
    """Give each completion the paper that its row names."""
    groups: dict[tuple[int | None, str, date | None], list[tuple[Completed, NewCertificate]]] = {}
    changes: dict[int, dict[str, Any]] = {}
    taken = _numbers_taken(passed)
    for one in passed:
        if not one.row["certificate"]:
            continue
        completion = present[one.person.id, one.source]
        paper = papers.get(completion.pk)
        if paper is not None:
            _correct_paper(context, one, paper, changes)
            continue
        issued = one.row["issued"].first if one.row["issued"] else None
        key = (one.training_class.provider_id or one.source, one.row["certificate"].casefold(), issued)
        if key in taken:
            one.row.reasons.append(warn("certificate_twice", value=one.row["certificate"]))
        issuer = one.training_class.provider_id if key not in taken else None
        taken.add(key)
        groups.setdefault((issuer, one.training_class.provider_name, issued), []).append((one, _paper(one, completion)))
    steps.change_certificates(changes)
    for (issuer_id, issuer_name, issued_on), members in groups.items():
        made = steps.issue_certificates(
            (row for _, row in members), issuer_id=issuer_id, issuer_name=issuer_name, issued_on=issued_on
        )
        context.ledger.created(Certificate, [paper.pk for paper in made])
        for one, _ in members:
            if one.row.outcome == "unchanged":
                one.row.reasons.append(warn("changed", field=TITLES["number"], old="", new=one.row["certificate"]))
                _updated(context, one, present[one.person.id, one.source].pk, {"certificate": ("", one.row["certificate"])})


def _numbers_taken(passed: Sequence[Completed]) -> set[tuple[object, str, date | None]]:
    """Return the numbers that the providers of our own gave already; a number that comes twice names no issuer of ours."""
    issuers = {one.training_class.provider_id for one in passed if one.training_class.provider_id}
    rows = Certificate.objects.filter(issuer__in=issuers).values_list("issuer_id", "number", "issued_on") if issuers else ()
    return {(issuer, number.casefold(), issued_on) for issuer, number, issued_on in rows}


def _paper(one: Completed, completion: Completion) -> NewCertificate:
    held = one.training_class
    return NewCertificate(
        completion=completion,
        number=one.row["certificate"],
        holder_name=one.person.full_name,
        holder_born=one.person.born,
        paper_name=held.rule_set.certificate_name if held.rule_set else "",
        course_name=held.name,
        studied_from=held.opens_on,
        studied_until=held.closes_on,
    )


def _correct_paper(context: Context, one: Completed, paper: Certificate, changes: dict[int, dict[str, Any]]) -> None:
    told = {"number": one.row["certificate"], "issued_on": one.row["issued"].first if one.row["issued"] else None}
    columns = differences(one.row, {name: getattr(paper, name) for name in told}, told, TITLES)
    if columns:
        changes[paper.pk] = {name: new for name, (_, new) in columns.items()}
        context.ledger.changed(Certificate, paper.pk, {name: old for name, (old, _) in columns.items()}, changes[paper.pk])
        _updated(context, one, paper.completion_id, columns)
