"""Quotas for tests."""

from nennep.core import clock
from nennep.core.actors import console
from nennep.organizations.models import Unit
from nennep.planning.actions.quota import Wish, grant_places, share_out
from nennep.planning.models import QuotaAccount
from nennep.programs.models import Program

YEAR = 2026


def program(code: str = "TC", name: str = "Trung cấp lý luận chính trị", **fields: object) -> Program:
    """Return the program of that code, made when it is missing."""
    level = code if code in {"SC", "TC", "CC"} else ""
    return Program.objects.get_or_create(code=code, defaults={"name": name, "gives_level": level, **fields})[0]


def quota(unit: Unit, places: int, *, of: Program | None = None, year: int = YEAR) -> QuotaAccount:
    """Grant places to a unit from outside."""
    made = grant_places(
        actor=console(), unit=unit, program=of or program(), year=year, places=places, basis="CV 12", now=clock.now()
    )
    return QuotaAccount.objects.select_related("unit", "program").get(pk=made.pk)


def share(account: QuotaAccount, unit: Unit, places: int) -> QuotaAccount:
    """Share places of an account out to a unit directly below, which had none."""
    share_out(actor=console(), account=account, wishes=[Wish(unit.pk, 0, places)], basis="", now=clock.now())
    return QuotaAccount.objects.select_related("unit", "program").get(unit=unit, program=account.program_id, year=account.year)
