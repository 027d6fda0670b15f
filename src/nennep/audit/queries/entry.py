"""Reads of the log. Callers scope them: the log knows paths and persons, not grants."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from nennep.audit.models import Entry

SEALED_FIELDS = (
    "id", "at", "actor_id", "actor_name", "action", "object_type", "object_id", "object_label",
    "person_id", "unit_path", "changes",
)  # fmt: skip


def of_person(person_id: int) -> QuerySet[Entry]:
    """Return what was done to or seen of one person, newest first."""
    return Entry.objects.filter(person_id=person_id).order_by("-id")


def of_object(object_type: str, object_id: int) -> QuerySet[Entry]:
    """Return what was done to one object, newest first."""
    return Entry.objects.filter(object_type=object_type, object_id=object_id).order_by("-id")


def newest() -> QuerySet[Entry]:
    """Return the whole log, newest first."""
    return Entry.objects.order_by("-id")


def span(after_id: int, up_to_id: int) -> Iterator[Mapping[str, object]]:
    """Yield the entries of a span (first excluded, last included) as the plain values that a seal covers."""
    rows = Entry.objects.filter(id__gt=after_id, id__lte=up_to_id).order_by("id").values(*SEALED_FIELDS)
    yield from rows.iterator(chunk_size=2000)
