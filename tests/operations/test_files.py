"""Files in a bucket of a real S3-compatible server, and the setting that names it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import boto3
import pytest
from django.db import transaction

from nennep.config.storage import FOLDER, file_storage
from nennep.core import clock
from nennep.core.on_disk import on_disk
from nennep.documents.actions.steps import store_file
from nennep.documents.download import attachment
from nennep.jobs.actions import forget_files
from nennep.jobs.models import Job
from nennep.jobs.rules import State
from tools import object_store

RELEASE = next(iter(sorted((Path(__file__).parents[1] / "upgrade/kept").glob("*.zip"))))
wants_a_store = pytest.mark.skipif(
    not object_store.is_installed(), reason=f"no object store here: apt-get install {' '.join(object_store.PACKAGES)}"
)


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, object]]:
    """A bucket in a store of this test: its address, and a client that looks into it."""
    given = pytest.MonkeyPatch()
    with object_store.running(tmp_path_factory.mktemp("store") / "swift") as store:
        given.setenv("AWS_ACCESS_KEY_ID", store.access_key)
        given.setenv("AWS_SECRET_ACCESS_KEY", store.secret_key)
        address = f"s3://nennep/kept?endpoint={store.endpoint}&region=us-east-1"
        options = file_storage(address)["OPTIONS"]
        client = boto3.client("s3", endpoint_url=store.endpoint, region_name="us-east-1", config=options["client_config"])
        client.create_bucket(Bucket="nennep")
        yield address, client
    given.undo()


def names_in(client: object) -> set[str]:
    found = client.list_objects_v2(Bucket="nennep").get("Contents", [])  # type: ignore[attr-defined]
    return {one["Key"] for one in found}


def test_without_an_address_files_lie_in_the_folder() -> None:
    assert file_storage("") == FOLDER


@pytest.mark.parametrize("address", ["/var/files", "s3://", "http://nennep", "s3://nennep?bucket=x", "s3://nennep?endpoint"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        file_storage(address)


@wants_a_store
def test_files_are_kept_served_and_forgotten(db: None, settings, bucket: tuple[str, object]) -> None:
    address, client = bucket
    settings.STORAGES = {**settings.STORAGES, "default": file_storage(address)}
    data = bytes(range(256)) * 2000
    with transaction.atomic():
        stored = store_file("quyết định.pdf", data)
    assert f"kept/{stored.file.name}" in names_in(client)
    assert b"".join(attachment(stored).streaming_content) == data  # type: ignore[arg-type]
    with on_disk(stored.file) as path:
        assert path.read_bytes() == data
    assert not path.exists()

    job = Job.objects.create(kind="tests.add", created_at=clock.now(), state=State.DONE, finished_at=clock.now())
    job.result_file.save("kết quả.xlsx", stored.file.open("rb"))
    kept = f"kept/{job.result_file.name}"
    assert kept in names_in(client)
    forget_files(before=clock.now())
    assert kept not in names_in(client)


def run(given: dict[str, str], *arguments: object) -> None:
    command = [sys.executable, "-m", "nennep", *map(str, arguments)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@wants_a_store
def test_a_backup_goes_into_a_bucket_and_out_of_it(bucket: tuple[str, object], tmp_path: Path) -> None:
    address, client = bucket
    given = {name: value for name, value in os.environ.items() if not name.startswith("NENNEP_")}
    given |= {"NENNEP_DATA": str(tmp_path / "data"), "NENNEP_FILES_URL": address}
    given["DJANGO_SETTINGS_MODULE"] = "nennep.config.settings.production"
    for arguments in (["restore", RELEASE], ["backup", tmp_path / "first.zip"], ["restore", tmp_path / "first.zip", "--replace"]):
        run(given, *arguments)
    run(given, "backup", tmp_path / "out.zip")
    with ZipFile(RELEASE) as sent, ZipFile(tmp_path / "out.zip") as back:
        files = {name for name in sent.namelist() if name.startswith("files/")}
        assert files
        assert files == {name for name in back.namelist() if name.startswith("files/")}
        assert all(sent.read(name) == back.read(name) for name in files)
    assert {f"kept/{name.removeprefix('files/')}" for name in files} <= names_in(client)
    assert not any((tmp_path / "data/files").rglob("*"))
