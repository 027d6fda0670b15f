"""What `nennep doctor` finds."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from nennep.audit.actions import change, record
from nennep.audit.actions.seal import seal
from nennep.core import clock
from nennep.core.actors import console
from nennep.jobs.models import Job
from nennep.jobs.presence import Presence
from nennep.operations import examination
from nennep.operations.examination import Finding, Weight
from nennep.operations.triggers import lifted_triggers
from nennep.organizations.models import Unit
from tests.factories import organizations as make
from tests.factories.people import person, post
from tests.factories.reorganizations import merged, wards


def dangers(found: Iterator[Finding]) -> list[str]:
    return [finding.text for finding in found if finding.weight == Weight.DANGER]


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    return tmp_path


def test_settings_that_are_not_for_production(settings) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.SITE_ADDRESS = False, ["nennep.example.vn"], "https://nennep.example.vn"
    assert dangers(examination.settings_in_use()) == []
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.SITE_ADDRESS = True, ["*"], "http://nennep.example.vn"
    assert len(dangers(examination.settings_in_use())) == 3


def test_secrets_that_others_may_read(folder: Path) -> None:
    (folder / "secrets.json").touch(mode=0o600)
    assert dangers(examination.folder()) == []
    (folder / "secrets.json").chmod(0o640)
    assert [str(folder / "secrets.json") in text for text in dangers(examination.folder())] == [True]


def test_work_that_nobody_does(db: None, folder: Path) -> None:
    assert [finding.weight for finding in examination.long_work()] == [Weight.REMARK]
    with Presence(folder / "workers"):
        Job.objects.create(kind="x", created_at=clock.now())
        assert dangers(examination.long_work()) == []
        Job.objects.update(created_at=clock.now() - timedelta(minutes=5))
        assert len(dangers(examination.long_work())) == 1


def test_a_log_that_was_changed(db: None) -> None:
    record(console(), [change("test.made", make.user())])
    seal(clock.now() + timedelta(hours=1))
    assert dangers(examination.log()) == []
    with lifted_triggers(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET actor_name = 'somebody else'")
    assert len(dangers(examination.log())) == 1


def test_static_files_of_another_version(db: None, folder: Path, settings) -> None:
    settings.STATIC_ROOT = folder / "static"
    assert len([text for text in dangers(examination.built_files()) if "setup" in text]) == 1
    call_command("setup")
    assert [text for text in dangers(examination.built_files()) if "setup" in text] == []


def test_an_installation_without_administrator(db: None) -> None:
    assert len(list(examination.people_in_charge())) == 1
    make.user_with("administrator", make.unit())
    assert list(examination.people_in_charge()) == []


def test_files_that_cannot_be_kept(folder: Path, settings) -> None:
    settings.MEDIA_ROOT = folder / "files"
    assert list(examination.file_storage()) == []
    assert list((folder / "files").iterdir()) == []
    settings.MEDIA_ROOT = folder / "taken"
    settings.MEDIA_ROOT.write_text("no folder")
    assert [str(settings.MEDIA_ROOT) in text for text in dangers(examination.file_storage())] == [True]


def test_what_goes_on_at_a_unit_that_ended(db: None) -> None:
    cell = make.unit()
    person(cell)
    post(person(cell), cell, "Bí thư")
    make.user_with("officer", cell)
    assert list(examination.ended_units()) == []
    Unit.objects.update(dissolved_on=clock.today() - timedelta(days=1))
    assert [re.findall(r"\d+", text)[0] for text in dangers(examination.ended_units())] == ["1", "2", "1"]


def test_a_reorganization_leaves_nothing_at_units_that_ended(db: None) -> None:
    merged(wards())
    assert list(examination.ended_units()) == []
