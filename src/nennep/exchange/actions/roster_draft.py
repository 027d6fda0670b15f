"""From a row of a roster to what is written of a person: all of a new one, the differences of a known one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from nennep.core.fields import blind_index
from nennep.exchange.actions.people_writer import Draft, Stated, date_columns, for_log
from nennep.exchange.queries.known import KnownPeople, PersonFacts
from nennep.exchange.rules.difference import differing_dates, differing_name, differing_texts
from nennep.exchange.rules.reason import warn
from nennep.exchange.rules.roster_person import RosterPerson, RosterRow
from nennep.exchange.rules.roster_verdict import SEX_WORDS, STANDING_WORDS
from nennep.exchange.rules.term import contradictions
from nennep.exchange.rules.timeline import Segment, infer, plan, standings
from nennep.organizations.scope import region_of
from nennep.people.actions.steps import NewPerson
from nennep.vietnamese.dates import PartialDate
from nennep.vietnamese.text import squash

RANKS = ("non_member", "probationary", "official")
LEVELS = ("", "SC", "TC", "CC")


class Drafter:
    """Drafts what each row writes, and notes on the row what that is."""

    def __init__(self, known: KnownPeople, codes: Iterable[str], today: date) -> None:
        self._known = known
        self._codes: Iterator[str] = iter(codes)
        self._today = today

    def draft(self, row: RosterRow) -> Draft | None:
        """Return what a row writes, None when nothing; sets its outcome and adds what to know to its reasons."""
        if row.unit is None or row.unit.id is None:
            return None
        if row.person_id is None:
            row.outcome = "created"
            return self._new(row, row.unit.id, row.unit.path)
        return self._known_person(row, row.unit.id, row.unit.path, self._known.people[row.person_id])

    def _new(self, row: RosterRow, unit_id: int, path: str) -> Draft:
        person = row.person
        standing, said = infer(person.standing, _first(person.admitted), _first(person.official), self._today)
        if not said:
            row.reasons.append(warn("standing_assumed", value=STANDING_WORDS[standing]))
        spans = standings(standing, _first(person.admitted), _first(person.official))
        return Draft(
            person_id=None,
            label=person.full_name,
            unit_path=path,
            person=_new_person(person, person.code or next(self._codes), region_of(path)),
            segments=plan((), unit_id, spans, self._today),
            posts=[Stated(unit_id, title) for title in titles(person.post)],
            level=person.level,
        )

    def _known_person(self, row: RosterRow, unit_id: int, path: str, facts: PersonFacts) -> Draft | None:
        draft = Draft(facts.id, facts.full_name, path)
        dates = differing_dates(
            {"born": facts.born, "admitted": facts.admitted, "official": facts.official},
            {"born": row.person.birth, "admitted": row.person.admitted, "official": row.person.official},
        )
        if dates and self._contradicts(row, facts, {name: new for name, (_, new) in dates.items()}):
            return None
        for name, (old, new) in dates.items():
            draft.columns |= date_columns(name, old, new)
            _note(row, name, old.text if old else "", new.text)
        self._texts(row, facts, draft)
        self._belonging(row, facts, draft, unit_id, dates_differ=not dates.keys().isdisjoint({"admitted", "official"}))
        self._posts_and_level(row, facts, draft, unit_id)
        draft.told |= for_log(draft.columns)
        row.outcome = "updated" if draft.told else "unchanged"
        return draft if draft.told else None

    def _contradicts(self, row: RosterRow, facts: PersonFacts, new: dict[str, PartialDate]) -> bool:
        dates = {"born": facts.born, "admitted": facts.admitted, "official": facts.official} | new
        wrong = contradictions(**dates, today=self._today)
        row.reasons += wrong
        return bool(wrong)

    def _texts(self, row: RosterRow, facts: PersonFacts, draft: Draft) -> None:
        person = row.person
        told = {"sex": str(person.sex), "ethnicity": person.ethnicity, "education": person.education}
        texts = differing_texts({name: getattr(facts, name) for name in told}, told)
        if name := differing_name(facts.full_name, person.full_name):
            texts["full_name"] = name
        for column, (old, new) in texts.items():
            draft.columns[column] = (old, new)
            _note(row, column, SEX_WORDS.get(old, old), SEX_WORDS.get(new, new))
        secret = {"card_no": person.card_no, "phone": person.phone}
        for column, (old, new) in differing_texts({"card_no": facts.card_no, "phone": facts.phone}, secret).items():
            draft.columns[column] = (old, new)
            _note(row, column, "***" if old else "", "***")
        if person.citizen_no and not facts.citizen_no_index:
            draft.columns["citizen_no"] = ("", person.citizen_no)
            _note(row, "citizen_no", "", "***")
        elif person.citizen_no and blind_index(person.citizen_no) != facts.citizen_no_index:
            row.reasons.append(warn("citizen_no_kept"))
        if person.decided is not None and facts.decided is None:
            draft.columns["admission_decided_on"] = (None, person.decided.first)
            _note(row, "decided", "", person.decided.text)

    def _belonging(self, row: RosterRow, facts: PersonFacts, draft: Draft, unit_id: int, *, dates_differ: bool) -> None:
        before = self._known.memberships.get(facts.id, [])
        current = self._known.current(facts.id)
        admitted, official = row.person.admitted or facts.admitted, row.person.official or facts.official
        standing, said = infer(row.person.standing, _first(admitted), _first(official), self._today)
        if current is not None and (not said or RANKS.index(standing) < RANKS.index(current.standing)):
            if said:
                row.reasons.append(warn("standing_kept", value=STANDING_WORDS[standing], known=STANDING_WORDS[current.standing]))
            standing = current.standing  # type: ignore[assignment]  # the column holds one of the three
        promoted = current is not None and standing != current.standing
        moved = current is None or current.unit_id != unit_id or current.ends_on is not None
        if not (dates_differ or promoted or moved):
            return
        spans = standings(standing, _first(admitted), _first(official)) if dates_differ or promoted else None
        draft.before = before
        draft.segments = plan([segment for _, segment in before], unit_id, spans, self._today)
        draft.told["memberships"] = [_shown(segment) for segment in draft.segments]
        if promoted and current is not None:
            _note(row, "standing", STANDING_WORDS[current.standing], STANDING_WORDS[standing])
        if moved and row.unit is not None:
            row.reasons.append(warn("transferred", person=facts.code, unit=row.unit.name))

    def _posts_and_level(self, row: RosterRow, facts: PersonFacts, draft: Draft, unit_id: int) -> None:
        held = {
            post.title_key for post in self._known.posts.get(facts.id, ()) if post.ends_on is None or post.ends_on >= self._today
        }
        new = [title for title in titles(row.person.post) if squash(title) not in held]
        for title in new:
            draft.posts.append(Stated(unit_id, title))
            draft.told.setdefault("posts", []).append(title)
            _note(row, "post", "", title)
        if new and held:
            others = [post.title for post in self._known.posts[facts.id] if post.title_key in held]
            row.reasons.append(warn("other_post_held", value="; ".join(others)))
        highest = max((LEVELS.index(level) for level in self._known.levels.get(facts.id, ())), default=0)
        if LEVELS.index(row.person.level) > highest:
            draft.level = row.person.level
            draft.told["level"] = [LEVELS[highest], row.person.level]
            _note(row, "level", LEVELS[highest], row.person.level)


def titles(post: str) -> list[str]:
    """Return the posts that a cell names; only a semicolon parts them, since a comma stands inside many titles."""
    return list(dict.fromkeys(title for part in post.split(";") if (title := part.strip())))


def _note(row: RosterRow, field: str, old: str, new: str) -> None:
    row.reasons.append(warn("changed", field=field, old=old, new=new))


def _first(day: PartialDate | None) -> date | None:
    return day.first if day is not None else None


def _shown(segment: Segment) -> list[Any]:
    return [
        segment.unit_id,
        segment.standing,
        segment.starts_on and segment.starts_on.isoformat(),
        segment.ends_on and segment.ends_on.isoformat(),
    ]


def _new_person(person: RosterPerson, code: str, region: str) -> NewPerson:
    return NewPerson(
        code, person.full_name, person.sex, person.birth, person.admitted, person.official, _first(person.decided), person.ethnicity,
        person.education, person.citizen_no, person.card_no, person.phone, region,
    )  # fmt: skip
