"""Reads of classes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nennep.classes import policy
from nennep.classes.models import ClassState, Enrollment, TrainingClass
from nennep.classes.queries.waiting import Waiting, classes_waiting
from nennep.core.actors import Actor, Role
from nennep.core.errors import NotVisible
from nennep.organizations.models import Unit
from nennep.organizations.scope import within
from nennep.programs.models import Program
from nennep.vietnamese.text import fold

YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """What narrows the list of classes; empty values narrow nothing."""

    text: str = ""
    state: str = ""
    program: str = ""
    year: int | None = None
    waiting: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "ClassFilter":
        """Read the filter from the query part of an address."""
        state, year, waiting = (query.get(name, "") for name in ("state", "year", "waiting"))
        return cls(
            text=query.get("q", "").strip()[:80],
            state=state if state in ClassState.values else "",
            program=query.get("program", "")[:20],
            year=int(year) if YEAR.fullmatch(year) else None,
            waiting=waiting if waiting in Waiting.values else "",
        )

    def condition(self) -> Q:
        """Return the filter as a condition; what waits depends on whom (`waiting.classes_waiting`)."""
        found = Q()
        if self.text:
            found &= Q(search_key__contains=fold(self.text)) | Q(code__icontains=self.text)
        if self.state:
            found &= Q(state=self.state)
        if self.program:
            found &= Q(program__code=self.program)
        if self.year:
            found &= Q(opens_on__range=(date(self.year, 1, 1), date(self.year, 12, 31)))
        return found


def visible(actor: Actor) -> QuerySet[TrainingClass]:
    """Return the classes that the actor may see, the latest first."""
    return _shown(TrainingClass.objects.filter(policy.visible_classes(actor)))


def in_reach(actor: Actor, where: Q) -> QuerySet[TrainingClass]:
    """Return the same classes for a list, as far as `where` holds."""
    return _shown(TrainingClass.objects.filter(policy.classes_in_reach(actor, where)))


def _shown(rows: QuerySet[TrainingClass]) -> QuerySet[TrainingClass]:
    return rows.select_related("program", "provider").order_by("-opens_on", "code")


def listed(actor: Actor, narrowed: ClassFilter, today: date | None = None) -> QuerySet[TrainingClass]:
    """Return the visible classes that pass the filter, each with `trainees`: how many of them the actor sees.

    What waits is asked on `today`.
    """
    seen = Enrollment.objects.filter(policy.visible_enrollments(actor), training_class=OuterRef("pk")).order_by()
    count = seen.values("training_class").annotate(count=Count("pk")).values("count")
    waiting = classes_waiting(actor, narrowed.waiting, today) if today else Q()
    return in_reach(actor, narrowed.condition() & waiting).annotate(trainees=Coalesce(Subquery(count, IntegerField()), 0))


def visible_or_404(actor: Actor, pk: int) -> TrainingClass:
    """Return one visible class with what its rules need.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    found = visible(actor).select_related("rule_set").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def providers(actor: Actor) -> QuerySet[Unit]:
    """Return the providers at which the actor may open classes."""
    rows = Unit.objects.filter(within(actor.paths(Role.REGISTRAR)), kind__is_provider=True, dissolved_on=None)
    return rows.select_related("kind").order_by("name")


def provider_or_404(actor: Actor, pk: int) -> Unit:
    """Return one provider at which the actor may open classes.

    Raises:
        NotVisible: it is none, or out of reach.
    """
    found = providers(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def programs(codes: Collection[str]) -> list[Program]:
    """Return the programs of these codes, in their order."""
    return list(Program.objects.filter(code__in=codes))
