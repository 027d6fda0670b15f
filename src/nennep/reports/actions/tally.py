"""Writing what was counted ahead: a cache of figures, so no entry in the log; but who asks for a count stands there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Q

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.jobs.actions import enqueue
from nennep.jobs.models import Job
from nennep.organizations.models import Unit
from nennep.reports import policy
from nennep.reports.models import ReportTally
from nennep.reports.queries.annual import annual_report
from nennep.reports.queries.sources import Scope
from nennep.reports.queries.tally import KEPT, key_of, pack


@verb
def ask_count(*, actor: Actor, scope: Scope, now: datetime) -> Job:
    """Have a report counted by a job, with that of the years before where there is none yet."""
    require(policy.can_report(actor, scope.unit))
    asked = {"unit": scope.unit.pk, "first": scope.span.first, "last": scope.span.last, "tree": scope.tree.value}
    said = change("reports.ask_count", scope.unit, unit_path=scope.unit.path, years=scope.span.text, tree=scope.tree.value)
    record(actor, [said])
    return enqueue(actor, "reports.count", {**asked, "asked_at": now.isoformat()})


def refresh(scopes: Iterable[Scope], *, now: datetime) -> None:
    """Count reports ahead."""
    for scope in scopes:
        figures = pack(annual_report(scope))
        ReportTally.objects.update_or_create(**key_of(scope), defaults={"figures": figures, "computed_at": now})


def forget(kept: Iterable[Unit], years: Sequence[int], *, now: datetime) -> None:
    """Forget what was counted for units that are large no more, and after a while what was counted besides these years."""
    regular = Q(first=F("last"), first__in=years, unit_path__in=[unit.path for unit in kept])
    asked_for = Q(computed_at__gt=now - KEPT)
    ReportTally.objects.exclude(regular | asked_for).delete()
