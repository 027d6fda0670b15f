"""The head and foot of a unit's papers."""

from collections.abc import Sequence
from datetime import date

from nennep.documents.layout.paper import Block, Paper, Signature
from nennep.documents.models import Layout, Letterhead
from nennep.documents.rules import number
from nennep.organizations.models import Unit

DEFAULT_TERM = date(2025, 7, 1)  # when most committees of communes began the term 2025-2030; each unit sets its own


def letterhead_of(unit: Unit) -> Letterhead:
    """Return the letterhead that the unit keeps, or an unsaved one with the usual words."""
    kept = Letterhead.objects.filter(unit=unit).first()
    if kept is not None:
        return kept
    kind = unit.kind
    return Letterhead(
        unit=unit,
        layout=Layout.STATE if kind.is_provider else Layout.PARTY,
        organ=number.organ(kind.code),
        superior=unit.parent.name if unit.parent else "",
        body=unit.name,
        signing_for="" if kind.is_provider else "T/M CHI BỘ" if kind.is_cell else "T/M BAN THƯỜNG VỤ",
        signer_title="GIÁM ĐỐC" if kind.is_provider else "BÍ THƯ",
        term_starts_on=DEFAULT_TERM,
    )


def paper_of(
    head: Letterhead,
    *,
    title: str,
    abstract: str,
    blocks: Sequence[Block],
    symbol: str = "",
    issued_on: date | None = None,
    recipients: Sequence[str] = (),
    draft: bool = False,
    landscape: bool = False,
) -> Paper:
    """Return a paper with the head and the signature block of `head`."""
    lines = [line for line in (head.signing_for, head.signer_title) if line]
    return Paper(
        layout=Layout(head.layout),
        superior=head.superior,
        body=head.body,
        place=head.place,
        title=title,
        abstract=abstract,
        blocks=blocks,
        symbol=symbol,
        issued_on=issued_on,
        recipients=recipients,
        signature=Signature(lines, head.signer_name),
        draft=draft,
        landscape=landscape,
    )
