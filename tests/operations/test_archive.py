"""Backup and restore: what comes back is what was there, on either kind of database."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from nennep.audit.actions import change, record
from nennep.audit.actions.seal import broken_seal, seal
from nennep.audit.models import Entry, Seal
from nennep.core import clock
from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.jobs.models import Job
from nennep.operations import tables
from nennep.operations.archive import back_up
from nennep.operations.restoring import holds_data, restore
from nennep.organizations.models import Unit
from tests.factories import organizations as make

pytestmark = pytest.mark.django_db(transaction=True)


def contents() -> dict[str, list[str]]:
    return {model._meta.label_lower: list(tables.lines_of(model)) for model in tables.models_kept()}


@pytest.fixture
def installation(settings, tmp_path: Path) -> Path:
    """A data folder of its own, with something in the database and a file."""
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    secrets = {"secret_key": settings.SECRET_KEY, "field_keys": settings.FIELD_KEYS}
    (tmp_path / "secrets.json").write_text(json.dumps(secrets))
    unit = make.unit("QX", kind="ward", name="Đảng ủy phường Mẫu")
    cell = make.unit("QX-01", parent=unit)
    user = make.user_with("officer", cell)
    record(console(), [change("test.made", user, names=["Nguyễn Thị Đạo", 1])])
    job = Job.objects.create(kind="tests.add", arguments={"a": [1, None]}, created_at=clock.now(), created_by=user)
    job.result_file.save("danh-sách.txt", ContentFile("một".encode()))
    return tmp_path


def test_everything_comes_back(installation: Path) -> None:
    seal(clock.now() + timedelta(hours=1))
    before = contents()
    made = back_up(installation / "all.zip")
    assert (installation / "all.zip").stat().st_mode & 0o077 == 0
    assert made["rows"]["organizations.unit"] == 2
    make.unit("LATER")
    name = Job.objects.get().result_file.name
    (installation / "files" / name).unlink()

    restore(installation / "all.zip")

    assert contents() == before
    assert Seal.objects.count() == 1
    assert broken_seal() is None
    assert (installation / "files" / name).read_text() == "một"
    highest = max(Unit.objects.values_list("pk", flat=True))
    assert make.unit("NEW").pk > highest  # new rows are numbered after the restored ones


def test_the_audit_log_is_append_only_after_a_restore_too(installation: Path) -> None:
    back_up(installation / "all.zip")
    restore(installation / "all.zip")
    with pytest.raises(Exception, match="append-only"):
        Entry.objects.all().delete()


def test_a_damaged_backup_changes_nothing(installation: Path) -> None:
    back_up(installation / "all.zip")
    with zipfile.ZipFile(installation / "all.zip") as whole, zipfile.ZipFile(installation / "cut.zip", "w") as cut:
        for entry in whole.infolist():
            text = whole.read(entry)
            cut.writestr(entry, text[: len(text) // 2] if "accounts.user." in entry.filename else text)
    make.unit("LATER")
    before = contents()
    with pytest.raises(Refused):
        restore(installation / "cut.zip")
    assert contents() == before


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(installation: Path, content: bytes) -> None:
    (installation / "x.zip").write_bytes(content)
    before = contents()
    with pytest.raises(Refused):
        restore(installation / "x.zip")
    assert contents() == before


def with_migrations(path: Path, target: Path, change: Callable[[list[str]], list[str]]) -> Path:
    """Copy a backup as if it had been made with other migrations."""
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(target, "w") as other:
        for entry in whole.infolist():
            data = whole.read(entry)
            if entry.filename == "manifest.json":
                manifest = json.loads(data)
                data = json.dumps({**manifest, "migrations": change(manifest["migrations"])}).encode()
            other.writestr(entry, data)
    return target


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("backup_newer", lambda known: [*known, "people.9999_of_a_later_version"]),
        (
            "database_ahead",
            lambda known: [one for one in known if not one.startswith("portal") and one != "audit.0002_append_only"],
        ),
    ],
)
def test_the_tables_of_another_version_are_not_filled(
    installation: Path, reason: str, change: Callable[[list[str]], list[str]]
) -> None:
    back_up(installation / "all.zip")
    other = with_migrations(installation / "all.zip", installation / "other.zip", change)
    before = contents()
    with pytest.raises(Refused) as refused:
        restore(other)
    assert refused.value.reason == reason
    assert contents() == before


def test_a_file_outside_the_folder_is_never_written(installation: Path) -> None:
    back_up(installation / "all.zip")
    with zipfile.ZipFile(installation / "all.zip", "a") as archive:
        archive.writestr("files/../../outside.txt", "x")
    with pytest.raises(Refused):
        restore(installation / "all.zip")
    assert not (installation.parent / "outside.txt").exists()


def test_data_are_told_from_an_empty_database(db: None) -> None:
    assert holds_data() is False
    make.unit("QX")
    assert holds_data() is True
