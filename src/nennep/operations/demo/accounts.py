"""The accounts of the demonstration: one for each role, with one password made for this installation alone."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nennep.accounts.models import User
from nennep.core.actors import Role
from nennep.operations.demo.population import OFFICIAL, Invented
from nennep.operations.demo.stage import Stage, act
from nennep.operations.demo.tree import CENTER, PROVINCE, WARD
from nennep.organizations.actions.grant import grant_role

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
SINCE = 1200  # days ago: the roles were held when the scenes took place


@dataclass(frozen=True, slots=True)
class Account:
    """A user name, its role, and where it is held; `person` picks whose account it is, by a post or a place in a list."""

    username: str
    role: Role
    unit: str
    full_name: str = ""


ACCOUNTS = (
    Account("can.bo", Role.OFFICER, WARD),
    Account("thuong.vu", Role.APPROVER, WARD),
    Account("bi.thu", Role.CELL_SECRETARY, f"{WARD}-K01"),
    Account("giao.vu", Role.REGISTRAR, CENTER, "Lương Thị Diệp"),
    Account("giang.vien", Role.LECTURER, CENTER),
    Account("truong.doan", Role.MEMBER, f"{WARD}-K05"),
    Account("hoc.vien", Role.MEMBER, f"{WARD}-K08"),
    Account("quan.tri", Role.ADMINISTRATOR, PROVINCE, "Đinh Khắc Lâm"),
    Account("tinh", Role.OFFICER, PROVINCE, "Tạ Minh Huệ"),
)
SCHOOL_CELL = f"{WARD}-THCS"  # whence the lecturer comes
POSTS = {"can.bo": "Trưởng ban Xây dựng Đảng", "thuong.vu": "Bí thư Đảng ủy phường"}


def password() -> str:
    """Return the password of this installation's demonstration, made at first and kept beside the other secrets."""
    path = Path(settings.DATA) / "demo.json"
    if not path.exists():
        made = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        path.touch(mode=0o600)
        path.write_text(json.dumps({"password": made}), encoding="utf-8")
    kept: str = json.loads(path.read_text(encoding="utf-8"))["password"]
    return kept


def whose(stage: Stage, account: Account) -> Invented | None:
    """Return the invented person to whom an account belongs, if it belongs to one of the lists."""
    if account.full_name:
        return None
    if account.role == Role.LECTURER:
        return [one for one in stage.population.of(SCHOOL_CELL, OFFICIAL) if not one.posts][-1]
    if title := POSTS.get(account.username):
        return next(one for one in stage.population.of(WARD) if any(held == title for held, _ in one.posts))
    return stage.population.secretaries(account.unit)[0]


def open_accounts(stage: Stage) -> None:
    """Open the accounts, give each its role, and tie those of people to their records."""
    secret = password()
    for account in ACCOUNTS:
        owner = whose(stage, account)
        user = User(username=account.username, full_name=owner.full_name if owner else account.full_name)
        user.set_password(secret)
        user.save()
        if owner:
            person = stage.people[owner.code]
            person.user = user
            person.save(update_fields=["user"])
        unit = stage.units[account.unit]
        act(grant_role, actor=stage.console, user=user, role=account.role, unit=unit, starts_on=stage.day(SINCE))


def renew_password() -> str:
    """Set the kept password again, where it was lost with the data folder; return it."""
    lost = not (Path(settings.DATA) / "demo.json").exists()
    secret = password()
    if lost:
        for user in User.objects.filter(username__in=[account.username for account in ACCOUNTS]):
            user.set_password(secret)
            user.save(update_fields=["password"])
    return secret
