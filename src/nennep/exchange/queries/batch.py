"""Reads of imports."""

from collections.abc import Sequence

from django.db.models import QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.exchange import policy
from nennep.exchange.mending import Refused
from nennep.exchange.models import ImportBatch, ImportRow
from nennep.exchange.sealing import unsealed


def visible(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the imports that the actor may see, the latest first."""
    return ImportBatch.objects.filter(policy.visible_batches(actor)).select_related("unit", "created_by", "file").order_by("-pk")


def visible_or_404(actor: Actor, pk: int) -> ImportBatch:
    """Return one import.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    batch = visible(actor).filter(pk=pk).first()
    if batch is None:
        raise NotVisible
    return batch


def rows(batch: ImportBatch, outcome: str = "") -> QuerySet[ImportRow]:
    """Return the verdicts of an import in the order of the file."""
    found = ImportRow.objects.filter(batch=batch).order_by("pk")
    return found.filter(outcome=outcome) if outcome else found


def refused(batch: ImportBatch) -> Sequence[Refused]:
    """Return the rows that were not taken, with their cells as they were."""
    return [Refused(row.sheet, row.number, unsealed(row.values.get("raw") or {}), row.reasons) for row in rows(batch, "rejected")]
