"""The people of the demonstration: 335 of one ward, fewer of its neighbors; dates count back from today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from nennep.operations.demo.names import invent
from nennep.operations.demo.tree import COMMUNE, NEIGHBOR, WARD, cells

SEED = 1921
NUMBERED_CELLS = 5
OFFICIAL, PROBATIONARY, NON_MEMBER = "chính thức", "dự bị", "quần chúng"
SECRETARY, DEPUTY = "Bí thư chi bộ", "Phó bí thư chi bộ"
# Days since the admission ceremony of the ward's probationary members: one is past the twelve months, two come close.
ADMITTED_DAYS_AGO = (392, 338, 322, 275, 231, 180, 122, 64, 21)
# Days since the ward's newest official members were recognized.
RECOGNIZED_DAYS_AGO = (18, 47, 90, 133, 190, 240, 301)
WARD_POSTS = {
    "Bí thư Đảng ủy phường": "CC",
    "Phó bí thư Thường trực Đảng ủy phường": "CC",
    "Chủ tịch Ủy ban nhân dân phường": "TC",
    "Phó chủ tịch Ủy ban nhân dân phường": "TC",
    "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy phường": "TC",
    "Trưởng ban Xây dựng Đảng": "TC",
    "Chủ tịch Ủy ban Mặt trận Tổ quốc phường": "",
}
PLANNED = ("Phó bí thư Đảng ủy phường", "Ủy viên Ban Thường vụ Đảng ủy phường", "Phó chủ tịch Ủy ban nhân dân phường")
EDUCATION = ["12/12", "12/12", "12/12", "Trung cấp", "Cao đẳng", "Đại học", "Đại học", "Đại học", "Thạc sĩ"]


@dataclass(slots=True)
class Invented:
    """One person as a roster has them."""

    code: str
    full_name: str
    female: bool
    born: date
    unit: str
    standing: str
    admitted: date | None = None
    official: date | None = None
    posts: list[tuple[str, date]] = field(default_factory=list)
    planned: str = ""
    level: str = ""
    education: str = ""
    ethnicity: str = "Kinh"
    citizen_no: str = ""
    phone: str = ""

    @property
    def is_member(self) -> bool:
        """Say whether the person is a probationary or official member."""
        return self.standing != NON_MEMBER


class Population:
    """All people, made in a fixed order from a fixed seed: every installation has the same ones."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.chance = Random(SEED)  # noqa: S311 - invented people, no secrets
        self.people: list[Invented] = []
        self._ward()
        self._smaller(NEIGHBOR, "TT", members=72, others=4)
        self._smaller(COMMUNE, "PL", members=55, others=3)
        self._number()

    def of(self, unit: str, *standings: str) -> list[Invented]:
        """Return the people of a unit and below with one of the standings (none named: all)."""
        return [one for one in self.people if one.unit.startswith(unit) and (not standings or one.standing in standings)]

    def secretaries(self, unit: str) -> list[Invented]:
        """Return the cell secretaries of a ward."""
        return [one for one in self.of(unit) if any(title == SECRETARY for title, _ in one.posts)]

    def _ward(self) -> None:
        homes = cells(WARD)
        for number in range(294):
            self._member("HA", homes[number % len(homes)], years_ago=self.chance.uniform(2.2, 45))
        for days in RECOGNIZED_DAYS_AGO:
            self._member("HA", self.chance.choice(homes), years_ago=(days + 366) / 365.25, recognized=days)
        for place, days in enumerate(ADMITTED_DAYS_AGO):
            self._probationary("HA", homes[(0, 0, 3, 3, 5, 8, 8, 11, 15)[place]], days)
        for number in range(25):
            self._non_member("HA", homes[number % len(homes)])
        self._give_posts(WARD)
        without = [one for one in self.of(WARD, OFFICIAL) if not one.posts]
        leaders = [one for one in without if self._years_ago(57) < one.born < self._years_ago(45)]
        for (title, level), one in zip(WARD_POSTS.items(), leaders, strict=False):
            one.posts.append((title, self._years_ago(self.chance.uniform(1, 4))))
            one.level, one.education = level, "Đại học"
        young = [one for one in without if self._years_ago(44) < one.born < self._years_ago(27)]
        for place, one in enumerate(young[:12]):
            one.planned = PLANNED[place % len(PLANNED)]
            one.level, one.education = ("", "SC", "")[place % 3], ("Đại học", "Thạc sĩ")[place % 2]

    def _smaller(self, unit: str, prefix: str, *, members: int, others: int) -> None:
        homes = cells(unit)
        for number in range(members - 3):
            self._member(prefix, homes[number % len(homes)], years_ago=self.chance.uniform(2.2, 40))
        for days in (351, 140, 45):
            self._probationary(prefix, self.chance.choice(homes), days)
        for _ in range(others):
            self._non_member(prefix, self.chance.choice(homes))
        self._give_posts(unit)

    def _number(self) -> None:
        """Give the first cells of the ward numbers that nobody has: no province has 099, and the phones stand in a row."""
        chance = Random(SEED + 1)  # noqa: S311 - a sequence of its own: the people stay who they are
        for place, one in enumerate(self.numbered()):
            century = 2 * (one.born.year // 100 - 19) + one.female
            one.citizen_no = f"099{century}{one.born:%y}{chance.randrange(10**6):06d}"
            one.phone = f"0900000{place:03d}"

    def numbered(self) -> list[Invented]:
        """Return the people of the ward whose numbers the office has."""
        return [one for home in cells(WARD)[:NUMBERED_CELLS] for one in self.of(home)]

    def _years_ago(self, years: float) -> date:
        return self.today - timedelta(days=round(years * 365.25))

    def _new(self, prefix: str, unit: str, standing: str, born: date) -> Invented:
        female = self.chance.random() < 0.42  # noqa: PLR2004 - about as in the lists of wards
        one = Invented(
            code=f"{prefix}{sum(person.code.startswith(prefix) for person in self.people) + 1:04d}",
            full_name=invent(self.chance, female=female),
            female=female,
            born=born,
            unit=unit,
            standing=standing,
            education=self.chance.choice(EDUCATION),
            ethnicity=self.chance.choice(["Kinh"] * 18 + ["Thái", "Thổ", "Tày"]),
        )
        self.people.append(one)
        return one

    def _member(self, prefix: str, unit: str, *, years_ago: float, recognized: int | None = None) -> None:
        admitted = self._years_ago(years_ago)
        one = self._new(prefix, unit, OFFICIAL, admitted - timedelta(days=round(self.chance.uniform(19.5, 36) * 365.25)))
        one.admitted = admitted
        one.official = self.today - timedelta(days=recognized) if recognized else admitted + timedelta(days=366)
        one.level = self.chance.choices(["", "SC", "TC", "CC"], [52, 28, 18, 2])[0] if recognized is None else ""

    def _probationary(self, prefix: str, unit: str, days_ago: int) -> None:
        one = self._new(prefix, unit, PROBATIONARY, self._years_ago(self.chance.uniform(21, 33)))
        one.admitted = self.today - timedelta(days=days_ago)

    def _non_member(self, prefix: str, unit: str) -> None:
        self._new(prefix, unit, NON_MEMBER, self._years_ago(self.chance.uniform(19, 32)))

    def _give_posts(self, unit: str) -> None:
        for home in cells(unit):
            grown = [
                one
                for one in self.of(home, OFFICIAL)
                if one.admitted and one.admitted < self._years_ago(6) and one.born > self._years_ago(70)
            ]
            for one, title in zip(grown, (SECRETARY, DEPUTY), strict=False):
                one.posts.append((title, self._years_ago(self.chance.uniform(0.8, 4.5))))
                one.level = self.chance.choices(["", "SC", "TC"], [15, 35, 50])[0]


def took_turns(people: Iterable[Invented], chance: Random, number: int) -> list[Invented]:
    """Return `number` of `people`, drawn by chance, in their order."""
    listed = list(people)
    drawn = set(chance.sample(range(len(listed)), min(number, len(listed))))
    return [one for place, one in enumerate(listed) if place in drawn]
