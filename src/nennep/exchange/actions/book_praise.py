"""The sheet `Khen thưởng`: commendations of units and of people."""

from collections.abc import Sequence

from nennep.exchange.actions.book_context import Context, reject_second, shown
from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_check import check_commendation
from nennep.exchange.rules.reason import reject, warn
from nennep.recognition.actions import steps
from nennep.recognition.actions.steps import NewCommendation
from nennep.recognition.models import Commendation
from nennep.vietnamese.text import squash

Key = tuple[str, object, object, object, str]
KIND = "recognition.commendation"


def take_commendations(context: Context, rows: Sequence[BookRow]) -> None:
    """Take commendations; the same decision for the same one in the same form is the same commendation."""
    reject_second(rows, ("number", "date", "whom", "form"))
    wanted: list[tuple[BookRow, NewCommendation, str]] = []
    for row in rows:
        check_commendation(row, today=context.today)
        made = _new(context, row)
        if made is not None and not row.rejected:
            wanted.append((row, *made))
    known = {_key(one): one for one in Commendation.objects.filter(decided_on__in={one.decided_on for _, one, _ in wanted})}
    new = [one for one in wanted if _key(one[1]) not in known]
    keys = steps.add_commendations(one for _, one, _ in new)
    context.ledger.created(Commendation, keys)
    for key, (row, one, path) in zip(keys, new, strict=True):
        row.outcome = "created"
        context.log("exchange.create", KIND, key, f"{one.decision_no} {one.form}", person_id=one.person_id, path=path)
    for row, one, path in wanted:
        present = known.get(_key(one))
        if present is not None:
            _correct(context, row, one, present, path)


def _new(context: Context, row: BookRow) -> tuple[NewCommendation, str] | None:
    code = (row["whom"] or "").casefold()
    unit, person = context.units.get(code), context.people.get(code)
    if code and unit is None and person is None:
        row.reasons.append(reject("nobody_has_code", value=row["whom"]))
    if unit is not None and person is not None:
        row.reasons.append(warn("taken_for_unit", value=row["whom"]))
    if row.rejected:
        return None
    person_id = person.id if person is not None and unit is None else None
    told = (row["number"], row["date"].first, row["body"], row["form"], row["reason"] or "")
    return NewCommendation(*told, unit.pk if unit else None, person_id), unit.path if unit else ""


def _key(one: Commendation | NewCommendation) -> Key:
    return squash(one.decision_no), one.decided_on, one.unit_id, one.person_id, squash(one.form)


def _correct(context: Context, row: BookRow, one: NewCommendation, present: Commendation, path: str) -> None:
    """Correct the body and the reason of a commendation that is known."""
    before = {name: getattr(present, name) for name in ("body", "reason")}
    after = {name: value for name in before if (value := getattr(one, name)) and value != before[name]}
    if not after:
        return
    for name, value in after.items():
        titles = {"body": "Cơ quan", "reason": "Lý do"}
        row.reasons.append(warn("changed", field=titles[name], old=shown(before[name]), new=value))
    row.outcome = "updated"
    Commendation.objects.filter(pk=present.pk).update(**after)
    context.ledger.changed(Commendation, present.pk, {name: before[name] for name in after}, after)
    facts = {name: [before[name], value] for name, value in after.items()}
    context.log("exchange.update", KIND, present.pk, str(present), facts, person_id=one.person_id, path=path)
