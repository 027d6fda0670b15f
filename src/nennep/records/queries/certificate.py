"""Reads of certificates."""

from django.db.models import QuerySet

from nennep.core.actors import Actor
from nennep.core.errors import NotVisible
from nennep.records import policy
from nennep.records.models import Certificate
from nennep.vietnamese.text import fold

RELATED = ("completion__person", "completion__program", "issuer__kind", "issuer__parent")


def visible(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates that the actor may see, by name of the holder."""
    rows = Certificate.objects.filter(policy.visible_certificates(actor))
    return rows.select_related(*RELATED).order_by("completion__person__sort_key", "pk")


def visible_or_404(actor: Actor, pk: int) -> Certificate:
    """Return one visible certificate.

    Raises:
        NotVisible: absent and out of reach get the same answer.
    """
    found = visible(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def by_token(token: str) -> Certificate | None:
    """Return the certificate of a public address; everybody who holds the paper may ask."""
    return Certificate.objects.select_related("completion__program").filter(token=token).first()


def by_paper(number: str, holder: str) -> Certificate | None:
    """Return the certificate that bears a number and the name of its holder, both as on the paper (case and marks ignored).

    A number alone says nothing: numbers can be guessed, and names behind them are nobody's business.
    """
    wanted, name = fold(number), fold(holder)
    if not wanted or not name:
        return None
    rows = Certificate.objects.select_related("completion__program").filter(number__iexact=number.strip())
    return next((one for one in rows if fold(one.number) == wanted and fold(one.holder_name) == name), None)
