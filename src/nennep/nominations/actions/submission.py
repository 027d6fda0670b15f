"""The list goes to the provider: numbered, printed, kept as it was sent."""

from collections.abc import Sequence
from datetime import date, datetime

from nennep.audit.actions import Change, record
from nennep.core.actors import Actor
from nennep.core.errors import Refused, require
from nennep.core.verbs import verb
from nennep.documents.actions.steps import NewDocument, issue_documents, store_file
from nennep.documents.layout.sheet import to_xlsx
from nennep.documents.layout.word import to_docx
from nennep.nominations import policy
from nennep.nominations.actions import steps
from nennep.nominations.models import Nomination, NominationRound, NominationState, RoundState, SubmittedList
from nennep.nominations.queries.list_paper import LIST_TYPE, abstract_of, file_name, list_paper
from nennep.nominations.rules.dossier import Step, check_step


@verb
def submit_list(*, actor: Actor, round: NominationRound, today: date, now: datetime) -> SubmittedList:
    """Give the selected people's list its number, print it and send it to the provider; later lists supplement the first.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: round_not_reviewed | no_provider | nobody_selected.
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    if locked.state in {RoundState.OPEN, RoundState.CLOSED}:
        raise Refused("round_not_reviewed")
    if locked.provider is None:
        raise Refused("no_provider")
    ids = list(locked.nominations.filter(state=NominationState.SELECTED).values_list("pk", flat=True))
    if not ids:
        raise Refused("nobody_selected")
    rows = steps.picked(locked, ids)
    made, issued = _issue(locked, rows, today)
    for row in rows:
        row.submitted_list = made
    changes = steps.move(rows, NominationState.SUBMITTED, actor=actor, now=now, reason="")
    locked.state = RoundState.SUBMITTED
    locked.document = locked.document or made.document
    locked.save(update_fields=["state", "document"])
    record(actor, [*issued, *changes, steps.round_changed("submit", locked, symbol=made.document.symbol, people=len(rows))])
    return made


def _issue(round: NominationRound, rows: Sequence[Nomination], today: date) -> tuple[SubmittedList, list[Change]]:
    supplement = round.lists.exists()
    abstract = abstract_of(round, supplement=supplement)
    [document], changes = issue_documents(round.unit, LIST_TYPE, [NewDocument(abstract)], on=today)
    paper = list_paper(round, rows, abstract=abstract, symbol=document.symbol, issued_on=today, today=today)
    document.file = store_file(file_name(document.symbol, "docx"), to_docx(paper))
    document.save(update_fields=["file"])
    sheet = store_file(file_name(document.symbol, "xlsx"), to_xlsx(paper))
    return SubmittedList.objects.create(round=round, document=document, sheet=sheet), changes


@verb
def resend_people(*, actor: Actor, round: NominationRound, ids: Sequence[int], note: str, now: datetime) -> int:
    """Send dossiers that the provider returned again, saying what was mended. Returns how many.

    Raises:
        Forbidden: the actor does not run the round.
        Refused: nobody_picked | step_out_of_order | dossier_reason_missing.
    """
    require(policy.can_prepare(actor, round))
    locked = steps.lock(round)
    rows = steps.picked(locked, ids)
    if any(row.state != NominationState.RETURNED for row in rows):
        raise Refused("step_out_of_order")
    check_step(Step.SUBMIT, [row.state for row in rows], note)
    if not note.strip():
        raise Refused("dossier_reason_missing")
    changes = steps.move(rows, NominationState.SUBMITTED, actor=actor, now=now, reason=note)
    locked.state = RoundState.SUBMITTED
    locked.save(update_fields=["state"])
    record(actor, changes)
    return len(rows)
