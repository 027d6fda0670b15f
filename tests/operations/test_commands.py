"""setup and create_admin."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from nennep.accounts.models import ActivationCode, User
from nennep.core.actors import Role
from nennep.obligations.models import Requirement
from nennep.operations import setting_up
from nennep.organizations.models import Grant, UnitKind
from nennep.programs.models import Program


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA, settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path, tmp_path / "static", tmp_path / "files"
    return tmp_path


def test_setup_loads_the_catalog_and_may_be_repeated(db: None, folder: Path) -> None:
    (folder / "secrets.json").touch(mode=0o644)
    counts = []
    for _ in range(2):
        call_command("setup", stdout=StringIO())
        counts.append([model.objects.count() for model in (UnitKind, Program, Requirement)])
    assert counts[0] == counts[1]
    assert 0 not in counts[0]
    assert setting_up.static_is_current()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_what_a_browser_never_asks_for_is_not_collected(db: None, folder: Path) -> None:
    call_command("setup", stdout=StringIO())
    names = {path.relative_to(folder / "static").as_posix() for path in (folder / "static").rglob("*")}
    assert "staticfiles.json" in names or "dist/style.css" in names
    assert not any(name.startswith(("css/", "js/", "dist/fonts-print/")) for name in names)


def test_the_first_administrator_gets_a_unit_and_a_code(db: None, folder: Path) -> None:
    call_command("setup", stdout=StringIO())
    said = StringIO()
    call_command("create_admin", "Nguyễn Văn Mẫu", unit="TU", unit_name="Tỉnh ủy Mẫu", stdout=said)
    user = User.objects.get()
    assert user.username in said.getvalue()
    assert ActivationCode.objects.get().user == user
    assert Grant.objects.get().role == Role.ADMINISTRATOR
    call_command("create_admin", "Trần Thị Mẫu", unit="TU", stdout=StringIO())
    assert set(Grant.objects.values_list("unit__name", flat=True)) == {"Tỉnh ủy Mẫu"}


@pytest.mark.parametrize("options", [{"unit": "TU"}, {"unit": "TU", "unit_name": "Tỉnh ủy", "unit_kind": "nothing"}])
def test_a_unit_that_is_not_there_needs_a_name_and_a_kind(db: None, options: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("create_admin", "Nguyễn Văn Mẫu", **options)
    assert User.objects.count() == 0
