from datetime import timedelta

import pytest

from nennep.audit.models import Entry
from nennep.core.errors import Forbidden, Refused
from nennep.records.actions.certificate import revoke_certificate
from tests.records.conftest import DAY, Issued


def test_the_issuers_registrar_revokes_once_with_a_reason(issued: Issued) -> None:
    one = issued.certificate
    for on, reason, refused in (
        (DAY, " ", "revocation_without_reason"),
        (DAY - timedelta(days=1), "Khai sai", "revoked_before_issued"),
    ):
        with pytest.raises(Refused, match=refused):
            revoke_certificate(actor=issued.registrar, certificate=one, revoked_on=on, reason=reason)

    done = revoke_certificate(actor=issued.registrar, certificate=one, revoked_on=DAY, reason="Khai sai")

    assert (done.revoked_on, done.revoked_reason) == (DAY, "Khai sai")
    assert Entry.objects.filter(action="records.revoke", person_id=issued.holder.pk).count() == 1
    with pytest.raises(Refused, match="certificate_revoked"):
        revoke_certificate(actor=issued.registrar, certificate=one, revoked_on=DAY, reason="Khai sai")


@pytest.mark.parametrize("who", ["officer", "other_registrar"])
def test_nobody_else_revokes(issued: Issued, who: str) -> None:
    with pytest.raises(Forbidden):
        revoke_certificate(actor=getattr(issued, who), certificate=issued.certificate, revoked_on=DAY, reason="x")
