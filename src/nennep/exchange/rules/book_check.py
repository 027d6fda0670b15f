"""What cannot be true in rows of a year book about classes, trainees, study events and commendations."""

from collections.abc import Iterable
from datetime import date

from nennep.exchange.rules.book import BookRow
from nennep.exchange.rules.book_columns import CLASSIFICATIONS
from nennep.exchange.rules.reason import reject, warn
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.text import fold

KEY_LENGTH = 20


def classification_key(label: str | None) -> str:
    """Return the key of a classification as reports count it: folded words joined by '_'."""
    return fold(label or "").replace(" ", "_")[:KEY_LENGTH]


def check_class(row: BookRow) -> None:
    """Closing before opening, and a class without sessions."""
    opens, closes = row["opens"], row["closes"]
    if opens is not None and closes is not None and closes.last < opens.first:
        row.reasons.append(reject("closes_before_opening", start=opens.text, value=closes.text))
    _check_sessions(row)
    _note_partial(row, (("Khai giảng", opens), ("Bế giảng", closes)))


def _check_sessions(row: BookRow) -> None:
    if row["sessions"] == 0:
        row.reasons.append(reject("number_out_of_range", field="Số buổi", value="0"))


def _note_partial(row: BookRow, days: Iterable[tuple[str, PartialDate | None]]) -> None:
    for title, day in days:
        if day is not None and day.precision != "d":
            row.reasons.append(warn("partial_day", field=title, value=day.text))


def check_trainee(row: BookRow, *, sessions: int, opens_on: date, today: date) -> None:
    """More absences than sessions, a paper before the class or in the future, a result that its paper contradicts."""
    absent = (row["excused"] or 0) + (row["unexcused"] or 0)
    if absent > sessions:
        row.reasons.append(reject("absent_too_often", value=str(absent), sessions=sessions))
    issued = row["issued"]
    if issued is not None and issued.first > today:
        row.reasons.append(reject("day_in_future", field="Ngày cấp", value=issued.text))
    elif issued is not None and issued.last < opens_on:
        row.reasons.append(reject("issued_before_opening", start=opens_on.strftime("%d/%m/%Y"), value=issued.text))
    if row["result"] != "completed" and row["certificate"]:
        row.reasons.append(warn("certificate_without_completion", value=row["certificate"]))
    key = classification_key(row["classification"])
    if key and key not in CLASSIFICATIONS:
        row.reasons.append(warn("classification_unusual", value=row["classification"]))
    if row["support"] is None and row["source"] and not row.rejected:
        row.reasons.append(warn("source_without_support", value=row["source"]))


def check_event(row: BookRow) -> None:
    """An event without sessions."""
    _check_sessions(row)
    _note_partial(row, (("Ngày bắt đầu", row["starts"]),))


def check_participant(row: BookRow, *, starts_on: date, today: date) -> None:
    """An essay handed in before the event or in the future, or by somebody who was not there."""
    essay = row["essay"]
    if essay is not None and essay.first > today:
        row.reasons.append(reject("day_in_future", field="Ngày nộp thu hoạch", value=essay.text))
    elif essay is not None and essay.last < starts_on:
        row.reasons.append(reject("essay_before_event", start=starts_on.strftime("%d/%m/%Y"), value=essay.text))
    if essay is not None and row["state"] in {"excused", "unexcused"}:
        row.reasons.append(warn("essay_without_presence", value=essay.text))


def check_commendation(row: BookRow, *, today: date) -> None:
    """A decision in the future."""
    if row["date"] is not None and row["date"].first > today:
        row.reasons.append(reject("day_in_future", field="Ngày", value=row["date"].text))
