"""A ward with some years of records, drawn by chance from a seed: what reports are checked against."""

import random
import uuid
from datetime import date, timedelta

from django.utils import timezone

from nennep.attendance.models import State
from nennep.campaigns.models import StudyForm
from nennep.classes.models import ClassState, Enrollment, Result, Support, TrainingClass
from nennep.organizations.models import Unit
from nennep.people.models import Level, Membership, Person, Standing, TheoryLevel
from nennep.planning.models import EntryKind, QuotaAccount, QuotaEntry
from nennep.programs.models import Program
from nennep.records.models import Completion
from nennep.vietnamese.text import squash
from tests.factories import campaigns, organizations, people, programs, recognition

DAY = timedelta(days=1)
YEARS = (2020, 2021, 2022)
CODES = {"NTVD": "", "DVM": "", "SC": "SC", "TC": "TC", "CC": "CC"}
TITLES = ["", "Bí thư chi bộ", "bí thư  chi bộ", "Phó bí thư"]
CLASSES = [("gioi", "giỏi"), ("kha", "khá"), ("khong_dat", "không đạt"), ("", "")]


class Year:
    """The records made: `top` is the ward, with a division and cells below; `outside` is another ward."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.top = organizations.unit("W", kind="ward")
        self.outside = organizations.unit("X", kind="ward")
        division = organizations.unit("W-D", parent=self.top, kind="divisional_committee")
        self.cells = [organizations.unit(f"W-{n}", parent=self.top) for n in range(2)]
        self.cells += [organizations.unit(f"W-D{n}", parent=division) for n in range(2)]
        self.units = [self.top, division, *self.cells]
        self.programs = [programs.program(code, level=level) for code, level in CODES.items()]
        self.people = [self._person(n) for n in range(40)]
        for program in self.programs:
            self._quota(program)
        for number in range(8):
            self._class(number)
        for number in range(6):
            self._event(number)
        for one in self.chance.sample(self.people, 4):
            recognition.commendation(person=one, decided_on=self.day())
        for unit in (self.top, self.cells[0], self.outside):
            recognition.commendation(unit=unit, decided_on=self.day())

    def day(self) -> date:
        """Return a day in one of the years, the first and last of a year more often than others."""
        year = self.chance.choice(YEARS)
        return self.chance.choice([date(year, 1, 1), date(year, 12, 31), date(year, 1, 1) + DAY * self.chance.randrange(365)])

    def _person(self, number: int) -> Person:
        home = self.chance.choice([*self.cells, self.outside])
        joined = self.chance.choice([None, date(2010, 5, 19), self.day()])
        official = joined + 366 * DAY if joined and self.chance.random() < 0.7 else None
        made = people.person(home, code=f"N{number}", standing=Standing.NON_MEMBER, admitted_on=joined, official_on=official)
        if joined:
            self._career(made, home, joined, official)
        if self.chance.random() < 0.4:
            TheoryLevel.objects.create(
                person=made, level=self.chance.choice(Level.values), achieved_on=self.chance.choice([None, self.day()])
            )
        return made

    def _career(self, person: Person, home: Unit, joined: date, official: date | None) -> None:
        """Turn the open row of a non-member into the rows of a member, some of whom move or leave."""
        person.memberships.update(ends_on=joined - DAY)
        rows = [(home, Standing.PROBATIONARY, joined)]
        if official:
            rows.append((home, Standing.OFFICIAL, official))
        moved = self.day()
        if self.chance.random() < 0.3 and moved > rows[-1][2]:
            rows.append((self.chance.choice([*self.cells, self.outside]), rows[-1][1], moved))
        left = self.day() if self.chance.random() < 0.2 else None
        for at, (unit, standing, starts_on) in enumerate(rows):
            last = at + 1 == len(rows)
            ends_on = (left if left and left >= starts_on else None) if last else rows[at + 1][2] - DAY
            Membership.objects.create(person=person, unit=unit, standing=standing, starts_on=starts_on, ends_on=ends_on)

    def _quota(self, program: Program) -> None:
        for year in YEARS:
            places = self.chance.randrange(6)
            if not places:
                continue
            accounts = [QuotaAccount.objects.create(unit=unit, program=program, year=year) for unit in (self.top, self.cells[0])]
            self._move(accounts[0], None, EntryKind.GRANT, places)
            self._move(accounts[1], accounts[0], EntryKind.SHARE, 1)

    def _move(self, to: QuotaAccount, source: QuotaAccount | None, kind: EntryKind, places: int) -> None:
        movement, at = uuid.uuid4(), timezone.now()
        QuotaEntry.objects.create(account=to, counterpart=source, movement=movement, kind=kind, places=places, at=at)
        if source:
            QuotaEntry.objects.create(
                account=source, counterpart=to, movement=movement, kind=kind, places=-places, at=at, from_above=False
            )

    def _class(self, number: int) -> None:
        opens_on = self.day()
        closes_on = self.chance.choice([None, opens_on + 40 * DAY])
        made = TrainingClass.objects.create(
            code=f"L{number}",
            name=f"Lớp {number}",
            program=self.chance.choice(self.programs),
            opens_on=opens_on,
            closes_on=closes_on,
            sessions_planned=self.chance.randrange(1, 20),
            state=ClassState.CLOSED if closes_on else ClassState.OPEN,
        )
        for person in self.chance.sample(self.people, self.chance.randrange(8)):
            self._enroll(made, person)

    def _enroll(self, into: TrainingClass, person: Person) -> None:
        title = self.chance.choice(TITLES)
        key, label = self.chance.choice(CLASSES)
        made = Enrollment.objects.create(
            training_class=into,
            person=person,
            sending_unit=self.chance.choice([*self.units, self.outside]),
            title=title,
            title_key=squash(title),
            result=self.chance.choice(Result.values),
            absent_excused=self.chance.randrange(2),
            absent_unexcused=self.chance.randrange(2) if into.sessions_planned > 1 else 0,
            classification=key,
            classification_label=label,
        )
        if made.result == Result.COMPLETED and into.closes_on:
            Completion.objects.create(person=person, program=into.program, completed_on=into.closes_on, source=f"class:{into.code}")
        for amount in self.chance.sample([100_000, 250_000, 1_000_000], self.chance.randrange(3)):
            Support.objects.create(enrollment=made, amount=amount)

    def _event(self, number: int) -> None:
        organizer = self.chance.choice([*self.units, self.outside])
        event = campaigns.study_event(organizer, starts_on=self.day(), form=self.chance.choice(list(StudyForm)), code=f"HT{number}")
        for unit in self.chance.sample([*self.cells, self.outside], 3):
            free = [one for one in self.people if not one.attendances.filter(gathering=event.gathering).exists()]
            invited = self.chance.sample(free, min(len(free), self.chance.randrange(8)))
            states = {one: self.chance.choice(list(State)) for one in invited}
            campaigns.expect(event, unit, states, essays=self.chance.random() < 0.7)
