"""The register of papers that units issued."""

from django.db.models import Q, QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.documents import policy
from nennep.documents.models import OfficialDocument
from nennep.vietnamese.text import compose


def register(actor: Actor, *, q: str = "", year: int | None = None) -> QuerySet[OfficialDocument]:
    """Return the papers in reach, latest first, with their files."""
    rows = OfficialDocument.objects.filter(policy.visible_papers(actor)).select_related("unit", "file")
    if q:
        rows = rows.filter(Q(symbol__icontains=compose(q)) | Q(abstract__icontains=compose(q)))
    if year:
        rows = rows.filter(issued_on__year=year)
    return rows.order_by("-issued_on", "-pk")


def years(actor: Actor) -> list[int]:
    """Return the years of the papers in reach, latest first."""
    days = OfficialDocument.objects.filter(policy.visible_papers(actor), issued_on__isnull=False).dates("issued_on", "year", "DESC")
    return [day.year for day in days]


def visible_or_404(actor: Actor, pk: int) -> OfficialDocument:
    """Return one paper in reach that has a file.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    found = register(actor).filter(pk=pk, file__isnull=False).first()
    if found is None:
        raise NotVisible
    return found
