"""Sealing what was written since the last seal, and checking the chain.

Sealing runs apart from the writers, so that they never wait for each other. Ids may commit out of order: only entries
older than `SETTLED` are sealed, longer than any transaction of ours lives.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from nennep.audit import rules
from nennep.audit.models import Entry, Seal
from nennep.audit.queries.entry import span

SETTLED = timedelta(minutes=10)


def _counted(entries: Iterator[Mapping[str, object]], count: list[int]) -> Iterator[Mapping[str, object]]:
    for entry in entries:
        count[0] += 1
        yield entry


@transaction.atomic(durable=True)
def seal(now: datetime) -> Seal | None:
    """Seal all settled entries that no seal covers yet; None when there is nothing to seal."""
    last = Seal.objects.select_for_update().order_by("-last_entry_id").first()
    after = last.last_entry_id if last else 0
    newest = Entry.objects.filter(id__gt=after, at__lt=now - SETTLED).order_by("-id").values_list("id", flat=True).first()
    if newest is None:
        return None
    count = [0]
    previous = last.digest if last else ""
    digest = rules.digest(previous, _counted(span(after, newest), count))
    return Seal.objects.create(
        first_entry_id=after + 1, last_entry_id=newest, count=count[0], previous=previous, digest=digest, sealed_at=now
    )


def broken_seal() -> Seal | None:
    """Recompute the chain; return the first seal that does not fit its entries, None when all fit."""
    previous, after = "", 0
    for one in Seal.objects.order_by("last_entry_id").iterator():
        count = [0]
        digest = rules.digest(previous, _counted(span(after, one.last_entry_id), count))
        if (digest, count[0], one.previous) != (one.digest, one.count, previous):
            return one
        previous, after = one.digest, one.last_entry_id
    return None
