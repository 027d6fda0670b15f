"""What belongs to units that end follows their heirs, as each app declared it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from nennep.core.bulk import change_rows, insert_rows
from nennep.organizations.following import Follow, Way
from nennep.reorganizations.actions.ledger import Ledger

CHUNK = 5000
ENDED = {"end_reason": "sắp xếp tổ chức"}
DAY = {"starts_precision": "d"}
TWO = "two_at_one"


@dataclass(frozen=True, slots=True)
class Point:
    """A row that a person should look at."""

    follow: Follow
    object_id: int
    label: str
    was_at: int
    placed_at: int
    reason: str


@dataclass(slots=True)
class Carried:
    """What followed of one declaration: how many rows, how many stayed, and the doubtful ones."""

    moved: int = 0
    points: list[Point] = field(default_factory=list)
    people: list[tuple[int, int, int, int]] = field(default_factory=list)  # key, person, from, to


@dataclass(frozen=True, slots=True)
class Course:
    """The heirs of the units that end, {id: id}; `doubts` of units whose belongings a person must place; the day."""

    heirs: Mapping[int, int]
    doubts: Mapping[int, str]
    on: date


def carry(follow: Follow, course: Course, log: Ledger) -> Carried:
    """Let the rows of one declaration follow."""
    if follow.way == Way.STAYS:
        return Carried()
    if follow.step is not None:
        return Carried(moved=follow.step(course.heirs, course.on, log) if course.heirs else 0)
    work = _BeginAnew(follow, course, log) if follow.way == Way.BEGINS_ANEW else _ChangeHands(follow, course, log)
    return work.run()


def place(follow: Follow, keys: Sequence[int], course: Course, log: Ledger) -> None:
    """Give single rows of a declaration to the heirs of a course."""
    work = _BeginAnew(follow, course, log) if follow.way == Way.BEGINS_ANEW else _ChangeHands(follow, course, log)
    work.take(list(work.model._base_manager.filter(pk__in=keys).values(*work.columns)))


class _Work:
    """The rows of a declaration, a portion of units at a time."""

    def __init__(self, follow: Follow, course: Course, log: Ledger) -> None:
        self.follow, self.course, self.log = follow, course, log
        self.model: type[models.Model] = apps.get_model(follow.model)
        self.attname: str = self.model._meta.get_field(follow.field).attname
        self.columns = [one.attname for one in self.model._meta.concrete_fields]
        self.key = self.model._meta.pk.attname
        self.done = Carried()
        self.standing: set[tuple[Any, ...]] = self._standing() if follow.once else set()
        self.origins: dict[tuple[Any, ...], Counter[int]] = {}
        self.sources: dict[tuple[Any, ...], int] = {}

    def open(self) -> Q:
        """Return which rows count."""
        raise NotImplementedError

    def take(self, rows: Sequence[dict[str, Any]]) -> None:
        """Let some rows follow."""
        raise NotImplementedError

    def run(self) -> Carried:
        """Let all rows follow."""
        olds = sorted(self.course.heirs)
        for start in range(0, len(olds), CHUNK):
            portion = Q(**{f"{self.attname}__in": olds[start : start + CHUNK]})
            found = self.model._base_manager.filter(portion & self.open()).order_by(self.key)
            rows: list[dict[str, Any]] = []
            for row in found.values(*self.columns).iterator(CHUNK):
                rows.append(row)
                if len(rows) == CHUNK:
                    self._pass(rows)
                    rows = []
            self._pass(rows)
        if self.follow.alone:
            self.done.points += list(self._two_at_one())
        self._stayed()
        return self.done

    def _stayed(self) -> None:
        """Note what stays at a unit that was divided and goes on: some of it may belong to the other part."""
        divided = sorted(self.course.doubts.keys() - self.course.heirs.keys())
        if not self.follow.divided or not divided:
            return
        rows = self.model._base_manager.filter(self.open(), **{f"{self.attname}__in": divided})
        for key, at in rows.values_list(self.key, self.attname):
            self.done.points.append(Point(self.follow, key, "", at, at, self.course.doubts[at]))
        labels = labels_of(self.model, [one.object_id for one in self.done.points if not one.label])
        self.done.points = [replace(one, label=one.label or labels[one.object_id]) for one in self.done.points]

    def _pass(self, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        self.take(rows)
        self.done.moved += len(rows)
        for row in rows:
            if "person_id" in row:
                self.done.people.append((row[self.key], row["person_id"], row[self.attname], self.heir(row)))
            if self.follow.alone:
                self.origins.setdefault(self._alone(row), Counter())[row[self.attname]] += 1
                self.sources[*self._alone(row), row.get("person_id")] = row[self.attname]

    def heir(self, row: Mapping[str, Any]) -> int:
        """Return who takes the row over."""
        return self.course.heirs[row[self.attname]]

    def doubt(self, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Note (new key, row as it was) of units whose belongings a person must place."""
        if not self.follow.divided:
            return
        doubtful = [(key, row) for key, row in rows if row[self.attname] in self.course.doubts]
        labels = labels_of(self.model, [key for key, _ in doubtful])
        for key, row in doubtful:
            reason = self.course.doubts[row[self.attname]]
            self.done.points.append(Point(self.follow, key, labels[key], row[self.attname], self.heir(row), reason))

    def once(self, row: Mapping[str, Any]) -> bool:
        """Say whether the row may stand at its heir; the first one may."""
        if not self.follow.once:
            return True
        wanted = (self.heir(row), *(row[name] for name in self.follow.once))
        if wanted in self.standing:
            return False
        self.standing.add(wanted)
        return True

    def _standing(self) -> set[tuple[Any, ...]]:
        found: set[tuple[Any, ...]] = set()
        heirs = sorted(set(self.course.heirs.values()))
        for start in range(0, len(heirs), CHUNK):
            portion = Q(**{f"{self.attname}__in": heirs[start : start + CHUNK]})
            found |= set(self.model._base_manager.filter(portion & self.open()).values_list(self.attname, *self.follow.once))
        return found

    def _alone(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        return (self.heir(row), *(row[name] for name in self.follow.alone))

    def _two_at_one(self) -> Iterator[Point]:
        """Yield what only one could hold in each of two units that became one: two secretaries of one cell."""
        single = {key for key, origins in self.origins.items() if len(origins) > 1 and set(origins.values()) == {1}}
        if not single:
            return
        heirs = sorted({key[0] for key in single})
        columns = [self.key, self.attname, *self.follow.alone, *(name for name in ("person_id",) if name in self.columns)]
        for start in range(0, len(heirs), CHUNK):
            portion = Q(**{f"{self.attname}__in": heirs[start : start + CHUNK]})
            rows = self.model._base_manager.filter(portion & self.open()).order_by(self.key).values(*columns)
            found = [row for row in rows if (row[self.attname], *(row[name] for name in self.follow.alone)) in single]
            labels = labels_of(self.model, [row[self.key] for row in found])
            for row in found:
                at = row[self.attname]
                source = (at, *(row[name] for name in self.follow.alone), row.get("person_id"))
                yield Point(self.follow, row[self.key], labels[row[self.key]], self.sources.get(source, at), at, TWO)


class _BeginAnew(_Work):
    """Intervals end the day before and begin anew at the heir; those that begin later only change their unit."""

    def open(self) -> Q:
        return Q(ends_on=None) | Q(ends_on__gte=self.course.on)

    def take(self, rows: Sequence[dict[str, Any]]) -> None:
        later = [row for row in rows if row["starts_on"] is not None and row["starts_on"] >= self.course.on]
        now = [row for row in rows if row["starts_on"] is None or row["starts_on"] < self.course.on]
        eve = self.course.on - timedelta(days=1)
        closed = {"ends_on": eve, **{name: text for name, text in ENDED.items() if name in self.columns}}
        if "ends_precision" in self.columns:
            closed["ends_precision"] = "d"
        self._change({row[self.key]: closed for row in now}, rows)
        self._change({row[self.key]: {self.attname: self.heir(row)} for row in later}, rows)
        going = [row for row in now if self.once(row)]
        fresh = {name: value for name, value in DAY.items() if name in self.columns} | {"starts_on": self.course.on}
        names = [name for name in self.columns if name != self.key]
        copies = [{**row, **fresh, self.attname: self.heir(row)} for row in going]
        keys = insert_rows(self.model, names, [[copy[name] for name in names] for copy in copies])
        self.log.made(self.follow.model, keys)
        self.doubt([*zip(keys, going, strict=True), *((row[self.key], row) for row in later)])

    def _change(self, changes: Mapping[int, Mapping[str, Any]], rows: Sequence[dict[str, Any]]) -> None:
        change(self.model, changes, {row[self.key]: row for row in rows}, self.log)


class _ChangeHands(_Work):
    """Open work belongs to the heir from the day on."""

    def open(self) -> Q:
        return self.follow.open_on(self.course.on)

    def take(self, rows: Sequence[dict[str, Any]]) -> None:
        kept = self._kept([row[self.key] for row in rows])
        changes = {
            row[self.key]: {
                self.attname: self.heir(row),
                **({} if self.once(row) else self.follow.yields or {}),
                **({f"{self.follow.first}_id": row[self.attname]} if row[self.key] in kept else {}),
            }
            for row in rows
        }
        change(self.model, changes, {row[self.key]: row for row in rows}, self.log)
        self.doubt((row[self.key], row) for row in rows)

    def _kept(self, keys: Sequence[int]) -> set[int]:
        """Return which rows change hands for the first time, and whose they were is to be kept."""
        if not self.follow.first:
            return set()
        fresh = self.model._base_manager.filter(self.follow.first_of(self.course.on), pk__in=keys, **{self.follow.first: None})
        return set(fresh.values_list("pk", flat=True))


def change(
    model: type[models.Model], changes: Mapping[int, Mapping[str, Any]], before: Mapping[int, Mapping[str, Any]], log: Ledger
) -> None:
    """Change columns of rows, {key: {column: value}}, and note it; `before` holds the rows as they were."""
    change_rows(model, changes)
    for key, told in changes.items():
        log.changed(model._meta.label, key, before[key], told)


def labels_of(model: type[models.Model], keys: Sequence[int]) -> dict[int, str]:
    """Return what rows are called on the worklist: whose they are, and their title."""
    names = {field.name for field in model._meta.concrete_fields}
    owner = next((name for name in ("person", "user") if name in names), "")
    found: dict[int, str] = {}
    for start in range(0, len(keys), CHUNK):
        rows = model._base_manager.filter(pk__in=keys[start : start + CHUNK])
        for row in rows.select_related(owner) if owner else rows:
            own = getattr(row, "title", "") if owner == "person" else str(row)
            parts = [getattr(row, owner).full_name if owner else "", own]
            found[row.pk] = " · ".join(part for part in parts if part)[:200]
    return found
