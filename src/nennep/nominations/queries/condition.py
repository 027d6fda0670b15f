"""The conditions of entry, as everybody may read them."""

from django.db.models import QuerySet

from nennep.core.errors import NotVisible
from nennep.nominations.models import EntryCondition


def listed() -> QuerySet[EntryCondition]:
    """Return the conditions: those of all programs first, then program by program."""
    return EntryCondition.objects.select_related("program").order_by("program__order", "program__code", "order", "pk")


def by_id(pk: int) -> EntryCondition:
    """Return one condition.

    Raises:
        NotVisible: there is none.
    """
    found = listed().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
