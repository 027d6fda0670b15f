"""Closing a class: results become facts, and facts get their papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nennep.attendance.models import Attendee
from nennep.audit.actions import change, record
from nennep.classes import policy
from nennep.classes.actions.steps import end_leading, lock, path_of, source_of
from nennep.classes.models import ClassState, Enrollment, Result, TrainingClass
from nennep.classes.queries.closing import Outcome, preview
from nennep.classes.rules.closing import check_closable
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.documents.actions.steps import take_numbers
from nennep.documents.queries.letterhead import letterhead_of
from nennep.obligations.actions.steps import clear_progress, withdraw_class
from nennep.programs.rules.certificate import expires_on
from nennep.records.actions.steps import NewCertificate, NewCompletion, add_completions, issue_certificates
from nennep.records.models import Completion

TYPE_CODE = "GCN"


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did."""

    results: int
    completed: int
    certificates: int


@verb
def close_class(*, actor: Actor, training_class: TrainingClass, closed_on: date, today: date) -> Closed:
    """Close a class: decide every result by its rules, write completions, number certificates, end the obligations' progress.

    Nothing in the class changes any more afterwards. `closed_on` is its last day, the day of the results and of the papers.

    Raises:
        Refused: class_closed, class_not_started, class_empty, roll_call_incomplete (count), close_in_future, closed_before_end.
    """
    require(policy.can_manage(actor, training_class))
    found = lock(training_class)
    # Locked in the order in which a mark locks: attendees, then enrollments. A mark comes before, or finds the class closed.
    list(
        Attendee.objects.filter(gathering__class_session__training_class=found)
        .select_for_update(of=("self",))
        .order_by("pk")
        .values("pk")
    )
    list(Enrollment.objects.filter(training_class=found).select_for_update().order_by("pk").values("pk"))
    plan = preview(found)
    enrolled = found.enrollments.count()
    check_closable(found.state, enrolled=enrolled, unmarked=plan.unmarked, closes_on=closed_on, today=today)
    last = found.sessions.order_by("ordinal").values_list("gathering__held_on", flat=True).last()
    if closed_on < (last or found.opens_on):
        raise Refused("closed_before_end")
    _write_results(plan.outcomes)
    passed = [one for one in plan.outcomes if one.verdict.completed]
    completions = _complete(found, passed, closed_on)
    papers = _certify(found, passed, completions, closed_on) if plan.gives_papers and passed else 0
    found.state, found.closes_on = ClassState.CLOSED, closed_on
    found.save(update_fields=["state", "closes_on"])
    clear_progress(None, found.program_id, source_of(found), on=closed_on)
    withdraw_class(source_of(found))
    _record(actor, training_class, found, plan.outcomes, today)
    return Closed(len(plan.outcomes), len(passed), papers)


def _write_results(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        row, verdict = one.enrollment, one.verdict
        row.result = Result.COMPLETED if verdict.completed else Result.NOT_COMPLETED
        row.mark = verdict.mark
        row.classification = verdict.band.key if verdict.band else ""
        row.classification_label = verdict.band.label if verdict.band else ""
    fields = ["result", "mark", "classification", "classification_label"]
    Enrollment.objects.bulk_update([one.enrollment for one in outcomes], fields, batch_size=500)


def _complete(training_class: TrainingClass, passed: Sequence[Outcome], on: date) -> list[Completion]:
    months = training_class.rule_set.validity_months if training_class.rule_set else None
    return add_completions(
        NewCompletion(
            person_id=one.enrollment.person_id,
            program_id=training_class.program_id,
            completed_on=on,
            source=source_of(training_class),
            mark=one.enrollment.mark,
            classification=one.enrollment.classification,
            classification_label=one.enrollment.classification_label,
            provider_name=training_class.provider_name,
            valid_until=expires_on(on, months),
        )
        for one in passed
    )


def _certify(training_class: TrainingClass, passed: Sequence[Outcome], completions: Sequence[Completion], on: date) -> int:
    provider, rule_set = training_class.provider, training_class.rule_set
    if provider is None or rule_set is None:
        return 0
    _series, numbers = take_numbers(letterhead_of(provider), TYPE_CODE, count=len(completions), on=on)
    people = [one.enrollment.person for one in passed]
    rows = [
        NewCertificate(
            completion=completion,
            number=number,
            holder_name=person.full_name,
            holder_born=person.born.text if person.born else "",
            paper_name=rule_set.certificate_name,
            course_name=training_class.name,
            studied_from=training_class.opens_on,
            studied_until=on,
        )
        for completion, number, person in zip(completions, numbers, people, strict=True)
    ]
    return len(issue_certificates(rows, issuer_id=provider.pk, issuer_name=provider.name, issued_on=on))


def _record(actor: Actor, training_class: TrainingClass, found: TrainingClass, outcomes: Sequence[Outcome], today: date) -> None:
    path = path_of(training_class)
    leaders = [one for one in outcomes if one.enrollment.is_group_leader]
    ended = [line for one in leaders for line in end_leading(one.enrollment, found, today, one.enrollment.sending_unit.path)]
    results = [
        change("classes.result", row, person_id=row.person_id, unit_path=path, result=row.result, classification=row.classification)
        for row in (one.enrollment for one in outcomes)
    ]
    record(actor, [change("classes.close", found, unit_path=path, results=len(results)), *results, *ended])
