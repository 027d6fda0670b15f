import pytest
from django.core.files.base import ContentFile
from django.test import Client

from nennep.accounts.models import User
from nennep.core import clock
from nennep.jobs.models import Job
from nennep.jobs.rules import State
from tests.factories import organizations as make

HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(db: None) -> User:
    return make.user_with("officer", make.unit())


@pytest.fixture
def job(owner: User) -> Job:
    return Job.objects.create(
        kind="tests.add", created_by=owner, created_at=clock.now(), state=State.RUNNING, progress_done=3, progress_total=9
    )


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_asks_again_until_the_work_has_ended(owner: User, job: Job) -> None:
    client = as_user(owner)
    running = client.get(f"/jobs/{job.pk}/", headers=HTMX).content.decode()
    assert f'hx-get="/jobs/{job.pk}/"' in running
    assert 'value="3"' in running
    Job.objects.filter(pk=job.pk).update(state=State.DONE)
    ended = client.get(f"/jobs/{job.pk}/", headers=HTMX).content.decode()
    assert "hx-get" not in ended
    assert 'id="job-stop" hx-swap-oob="true"' in ended


def test_a_stranger_finds_nothing(job: Job) -> None:
    client = as_user(make.user_with("administrator", make.unit()))
    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert client.get(f"/jobs/{job.pk}/result/").status_code == 404


def test_the_file_is_handed_over_under_its_name(owner: User, job: Job) -> None:
    client = as_user(owner)
    assert client.get(f"/jobs/{job.pk}/result/").status_code == 404
    job.result_file.save(f"{job.pk}/Danh sách.xlsx", ContentFile(b"PK"))
    answer = client.get(f"/jobs/{job.pk}/result/")
    assert b"".join(answer.streaming_content) == b"PK"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_owner_stops_the_work(owner: User, job: Job) -> None:
    assert as_user(owner).post(f"/jobs/{job.pk}/cancel/").headers["Location"] == f"/jobs/{job.pk}/"
    job.refresh_from_db()
    assert job.cancel_requested
