"""The facts behind the lines of one requirement, for everybody at once: one queryset, joined by UNION ALL in `lines`.

Each row is one person whom the requirement binds on the day. Every subquery stands once: nothing here decides.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from nennep.obligations.models import Anchor, Progress, Waiver
from nennep.obligations.rules.requirement import Terms, levels_from, year_begins
from nennep.organizations.queries.actor import in_force
from nennep.people.models import Membership, Post, SuccessionEntry, TheoryLevel
from nennep.records.models import Completion
from nennep.vietnamese.text import squash

COLUMNS = (
    "person_id", "unit_id", "sort_key", "anchor_on", "anchor_precision", "post", "planned",
    "learned_on", "level_held", "waived", "progress",
)  # fmt: skip
NO_DAY = Cast(Value(None), DateField())
NO_TEXT = Cast(Value(None), CharField())
OF_PERSON = {"person_id": OuterRef("person_id")}


def facts(terms: Terms, versions: Collection[int], people: QuerySet[Membership], as_of: date) -> QuerySet[Membership, Any]:
    """Return the facts of those among `people` (memberships of the day) whom `terms` bind, in the order of COLUMNS.

    A waiver counts from whichever of the `versions` (ids) of the requirement it was given.
    """
    posts = _titled(Post.objects.all(), terms.post_titles, terms, as_of)
    planned = _titled(SuccessionEntry.objects.all(), terms.succession_titles, terms, as_of)
    waivers = Waiver.objects.filter(in_force(as_of), requirement_id__in=[*versions] or [0], **OF_PERSON)
    progress = Progress.objects.filter(in_force(as_of), program_id__in=terms.programs, **OF_PERSON)
    return (
        people.filter(_audience(terms, posts, planned))
        .order_by()
        .annotate(
            sort_key=F("person__sort_key"),
            post=_first(posts, "title", NO_TEXT),
            planned=_first(planned, "title", NO_TEXT),
            learned_on=Subquery(_learned(terms, as_of)),
            level_held=_level_held(terms, as_of),
            waived=Subquery(waivers.values("reason")[:1]),
            progress=Subquery(progress.order_by("state").values("state")[:1]),  # 'in_class' sorts before 'nominated'
            **_anchor(terms, posts, planned, as_of),
        )
        .values_list(*COLUMNS)
    )


def _titled(rows: Any, titles: tuple[str, ...], terms: Terms, as_of: date) -> Any:
    """Return the posts or succession entries of the day whose title begins as one of `titles`; None for no titles."""
    if not titles:
        return None
    begins = Q()
    for title in titles:
        begins |= Q(title_key__startswith=squash(title))
    kinds = {"unit__kind_id__in": terms.unit_kinds} if terms.unit_kinds else {}
    return rows.filter(in_force(as_of), begins, **kinds)


def _audience(terms: Terms, posts: Any, planned: Any) -> Q:
    who = Q(standing__in=terms.standings) if terms.standings else Q()
    held = Q()
    for rows in (posts, planned):
        if rows is not None:
            held |= Q(person_id__in=rows.values("person_id"))
    if not held and terms.unit_kinds:
        held = Q(unit__kind_id__in=terms.unit_kinds)
    return who & held


def _anchor(terms: Terms, posts: Any, planned: Any, as_of: date) -> dict[str, Any]:
    day: Any = NO_DAY
    precision: Any = Value("d", output_field=CharField())
    if terms.anchor == Anchor.ADMISSION:
        day, precision = F("person__admitted_on"), F("person__admitted_precision")
    elif terms.anchor == Anchor.POST:
        day, precision = _first(posts, "starts_on", NO_DAY), Coalesce(_first(posts, "starts_precision", NO_TEXT), precision)
    elif terms.anchor == Anchor.SUCCESSION:
        day = _first(planned, "starts_on", NO_DAY)
    elif terms.anchor == Anchor.YEAR:
        day = Cast(Value(date(as_of.year, 12, 31)), DateField())
    return {"anchor_on": day, "anchor_precision": precision}


def _first(rows: Any, field: str, otherwise: Cast) -> Any:
    """Return a field of the post held longest; one without a day comes last."""
    if rows is None:
        return otherwise
    return Subquery(rows.filter(**OF_PERSON).order_by(F("starts_on").asc(nulls_last=True), "pk").values(field)[:1])


def _learned(terms: Terms, as_of: date) -> Any:
    """Return the day from which the newest paper counts: that of the paper where its age matters, else of the completion."""
    rows = Completion.objects.filter(program_id__in=terms.programs, completed_on__lte=as_of, **OF_PERSON)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=as_of))
    rows = rows.filter(Q(certificate__revoked_on=None) | Q(certificate__revoked_on__gt=as_of))
    begins = year_begins(terms.anchor, as_of)
    if begins is not None:
        rows = rows.filter(completed_on__gte=begins)
    paper = Coalesce("certificate__issued_on", "completed_on") if terms.validity_months is not None else F("completed_on")
    return rows.annotate(paper=paper).order_by("-paper").values("paper")[:1]


def _level_held(terms: Terms, as_of: date) -> Any:
    if not terms.level:
        return Value(value=False, output_field=BooleanField())
    stated = TheoryLevel.objects.filter(level__in=levels_from(terms.level), **OF_PERSON)
    return Exists(stated.filter(Q(achieved_on=None) | Q(achieved_on__lte=as_of)))
