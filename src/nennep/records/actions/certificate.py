"""Taking a certificate back."""

from datetime import date

from nennep.audit.actions import change, record
from nennep.core.actors import Actor
from nennep.core.errors import require
from nennep.core.verbs import verb
from nennep.records import policy
from nennep.records.models import Certificate
from nennep.records.rules.certificate import check_revocable


@verb
def revoke_certificate(*, actor: Actor, certificate: Certificate, revoked_on: date, reason: str) -> Certificate:
    """Revoke a certificate from a day; its public page says so from then on. The fact of learning stays.

    Raises:
        Refused: certificate_revoked, revocation_without_reason, revoked_before_issued.
    """
    require(policy.can_revoke(actor, certificate))
    found = Certificate.objects.select_for_update().get(pk=certificate.pk)
    check_revocable(issued_on=found.issued_on, revoked_on=found.revoked_on, on=revoked_on, reason=reason)
    found.revoked_on, found.revoked_reason = revoked_on, reason.strip()[:300]
    found.save(update_fields=["revoked_on", "revoked_reason"])
    path = certificate.issuer.path if certificate.issuer else ""
    facts = {"number": found.number, "reason": found.revoked_reason}
    record(actor, [change("records.revoke", found, person_id=certificate.completion.person_id, unit_path=path, **facts)])
    return found
