"""Who sees and revokes certificates."""

from django.db.models import Exists, OuterRef, Q

from nennep.core.actors import Actor, Role
from nennep.organizations.scope import within
from nennep.people.models import Membership
from nennep.records.models import Certificate

READERS = (Role.OFFICER, Role.APPROVER, Role.CELL_SECRETARY)


def visible_certificates(actor: Actor) -> Q:
    """The issuer's registrar, whoever keeps the person now, and the person."""
    if actor.everywhere:
        return Q()
    belongs = Membership.objects.filter(
        within(actor.paths(*READERS), "unit__path"), person=OuterRef("completion__person"), ends_on=None
    )
    issued = within(actor.paths(Role.REGISTRAR), "issuer__path") & Q(issuer__isnull=False)
    return issued | Q(Exists(belongs)) | Q(completion__person=actor.person_id or 0)


def can_revoke(actor: Actor, certificate: Certificate) -> bool:
    """The registrar of the provider that issued it."""
    return certificate.issuer is not None and actor.holds(certificate.issuer.path, Role.REGISTRAR)
