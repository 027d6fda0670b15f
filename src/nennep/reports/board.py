"""The page of the report: each figure with the address of its rows, and last time's beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from nennep.organizations.scope import Tree
from nennep.reports.paper import percent
from nennep.reports.queries.annual import AnnualReport, TrainingLine
from nennep.reports.queries.figures import FIGURES

Link = Callable[[str], str]
LEVELS = ("none", "SC", "TC", "CC")
COUNTS = ("quota", "sent", "completed", "not_completed", "dropped", "studying")


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure as it stands on the page."""

    label: Any
    value: str
    url: str
    note: str = ""
    unit: Any = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One program in the table of training: cells are (title, number, address of its rows)."""

    code: str
    name: str
    cells: list[tuple[Any, str, str]]
    classes: list[tuple[str, str]]
    support: tuple[str, str]


def grouped(number: int) -> str:
    """Return a number with its thousands apart."""
    return number_format(number, force_grouping=True)


class Board:
    """What the template shows of one report, beside the report of the years before."""

    def __init__(self, report: AnnualReport, before: AnnualReport | None, link: Link) -> None:
        self.report = report
        self.before = before
        self.link = link

    def _tile(self, key: str, unit: Any = "") -> Tile:
        part, name = key.split(".")
        note = self._note(lambda before: getattr(getattr(before, part), name))
        return Tile(FIGURES[key].label, grouped(getattr(getattr(self.report, part), name)), self.link(key), note, unit)

    def _note(self, figure: Callable[[AnnualReport], int]) -> str:
        """Return what the figure was in the years before, or that the unit was not on the tree then."""
        if self.before is None:
            return ""
        scope = self.before.scope
        founded = scope.unit.founded_on
        was_there = scope.tree == Tree.NOW or founded is None or founded <= scope.span.ends_on
        text = grouped(figure(self.before)) if was_there else _("not yet there")
        return f"{scope.span.text}: {text}"

    def membership(self) -> list[Tile]:
        """Return the people on the last day, and what changed."""
        names = ("members_at_end", "admitted", "cells_with_admission", "made_official")
        return [self._tile(f"membership.{name}") for name in names]

    def levels(self) -> dict[str, Any]:
        """Return the chart of members by level."""
        part = self.report.theory_level
        series = {
            "name": str(_("Members")),
            "values": [getattr(part, level) for level in LEVELS],
            "urls": [self.link(f"theory_level.{level}") for level in LEVELS],
        }
        return {"kind": "bar", "labels": [str(FIGURES[f"theory_level.{level}"].label) for level in LEVELS], "series": [series]}

    def high_level(self) -> Tile:
        """Return the share of members with intermediate level or higher."""
        part, key = self.report.theory_level, "theory_level.tc_or_higher"
        note = f"{grouped(part.TC + part.CC)} / {grouped(self.report.membership.members_at_end)}"
        return Tile(FIGURES[key].label, percent(part.share_tc_or_higher), self.link(key), note)

    def training_heads(self) -> list[Any]:
        """Return the titles of the columns of numbers."""
        return [FIGURES[f"training.{name}"].label for name in COUNTS]

    def training(self) -> list[Line]:
        """Return the table of programs."""
        return [self._line(line) for line in self.report.training]

    def _line(self, line: TrainingLine) -> Line:
        def link(name: str, *more: str) -> str:
            return self.link(FIGURES[f"training.{name}"].key(line.program, *more))

        return Line(
            code=line.program,
            name=self.report.names.get(line.program, line.program),
            cells=[(FIGURES[f"training.{name}"].label, grouped(getattr(line, name)), link(name)) for name in COUNTS],
            classes=[
                (f"{grouped(number)} {self.report.labels[key]}", link("classification", key))
                for key, number in line.classification.items()
            ],
            support=(grouped(line.support_vnd), link("support_vnd")),
        )

    def training_totals(self) -> list[str]:
        """Return the line below the table: the sums of its columns, the money last."""
        names = (*COUNTS, "support_vnd")
        return [grouped(sum(getattr(line, name) for line in self.report.training)) for name in names]

    def titles(self) -> list[tuple[str, str, str]]:
        """Return post held, number sent and the address of their rows."""
        figure = FIGURES["training_by_title.sent"]
        lines = sorted(self.report.training_by_title, key=lambda line: -line.sent)
        return [(line.title, grouped(line.sent), self.link(figure.key(line.title_key))) for line in lines]

    def classes(self) -> list[Tile]:
        """Return classes and trainees."""
        return [self._tile(f"classes.{name}") for name in ("opened", "closed", "trainees")]

    def attendance(self) -> list[Tile]:
        """Return the sessions of training classes."""
        part, key = self.report.attendance, "attendance.attended"
        note = f"{grouped(part.attended)} / {grouped(part.expected)}"
        share = Tile(_("Attendance rate"), percent(part.rate), self.link(key), note)
        return [share, *(self._tile(f"attendance.{name}") for name in ("absent_excused", "absent_unexcused"))]

    def study(self) -> list[Tile]:
        """Return the study events and what became of those expected."""
        part = self.report.study
        essays = Tile(
            _("Rate of essays"),
            percent(part.essay_rate),
            self.link("study.essays"),
            f"{grouped(part.essays)} / {grouped(part.attended + part.made_up)}",
        )
        names = ("events", "participants", "expected", "attended", "excused", "unexcused", "made_up")
        return [*(self._tile(f"study.{name}") for name in names), essays]

    def forms(self) -> dict[str, Any]:
        """Return the chart of attendances by form of study."""
        by_form = self.report.study.by_form
        keys = [f"study.by_form.{form}" for form in by_form]
        series = {
            "name": str(FIGURES["study.took_part"].label),
            "values": list(by_form.values()),
            "urls": [self.link(key) for key in keys],
        }
        return {"kind": "bar", "labels": [str(FIGURES[key].label) for key in keys], "series": [series]}

    def commendations(self) -> Tile:
        """Return the number of commendations."""
        note, count = self._note(lambda before: before.commendations), grouped(self.report.commendations)
        return Tile(FIGURES["commendations"].label, count, self.link("commendations"), note)
