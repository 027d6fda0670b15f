"""The report as text for a terminal."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from nennep.organizations.scope import Tree
from nennep.reports.paper import percent
from nennep.reports.queries.annual import AnnualReport
from nennep.reports.queries.figures import FIGURES
from nennep.reports.queries.sources import Scope

WIDTH = 46


def as_text(report: AnnualReport) -> str:
    """Return the figures line by line, part by part."""
    unit, span = report.scope.unit, report.scope.span
    lines = [f"{unit.name} ({unit.code}) · {span.text}", tree_text(report.scope)]
    for title, content in _parts(report):
        lines += ["", title.upper(), *(f"  {label:<{WIDTH}} {value}" for label, value in content)]
    return "\n".join(lines)


def tree_text(scope: Scope) -> str:
    """Say on which tree the figures count."""
    if scope.tree == Tree.NOW:
        return _("on today's tree")
    return _("on the tree as it stood on %(day)s") % {"day": scope.day.strftime("%d/%m/%Y")}


def _parts(report: AnnualReport) -> Iterable[tuple[str, list[tuple[str, object]]]]:
    levels, hours, study = report.theory_level, report.attendance, report.study
    yield (
        _("Party members"),
        _figures("membership", report.membership, "members_at_end admitted cells_with_admission made_official"),
    )
    yield (
        _("Levels of political theory"),
        [
            *_figures("theory_level", levels, "none SC TC CC"),
            (_("Intermediate level or higher"), percent(levels.share_tc_or_higher)),
        ],
    )
    for line in report.training:
        results = [(report.labels[key], number) for key, number in line.classification.items()]
        counted = _figures("training", line, "quota sent completed not_completed dropped studying support_vnd")
        yield f"{line.program} · {report.names.get(line.program, line.program)}", [*counted, *results]
    if report.training_by_title:
        yield _("Sent by post held"), [(line.title, line.sent) for line in report.training_by_title]
    yield _("Classes"), _figures("classes", report.classes, "opened closed trainees")
    yield (
        _("Attendance in classes"),
        [*_figures("attendance", hours, "expected attended absent_excused absent_unexcused"), (_("Rate"), percent(hours.rate))],
    )
    yield (
        _("Resolution study"),
        [
            *_figures("study", study, "events participants expected attended excused unexcused made_up essays"),
            (_("Rate of essays"), percent(study.essay_rate)),
            *((str(FIGURES[f"study.by_form.{form}"].label), number) for form, number in study.by_form.items()),
        ],
    )
    yield str(FIGURES["commendations"].label), [(_("Decisions"), report.commendations)]


def _figures(part: str, values: object, names: str) -> list[tuple[str, object]]:
    return [(str(FIGURES[f"{part}.{name}"].label), getattr(values, name)) for name in names.split()]
