import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from nennep.audit.models import Entry
from nennep.core import clock
from nennep.core.actors import Role, console
from nennep.core.errors import Forbidden, Refused
from nennep.jobs.actions import cancel_job, claim, enqueue, forget_files, put_back_lost, settle
from nennep.jobs.models import Job
from nennep.jobs.rules import State
from nennep.jobs.runs import Run
from nennep.jobs.worker import work_off, work_off_all
from tests.factories import organizations as make
from tests.jobs import kinds  # noqa: F401 - registers the kinds


def ask(kind: str = "tests.add", key: str | None = None, **arguments: object) -> Job:
    return enqueue(console(), kind, arguments or {"left": 1, "right": 2}, key)


def test_unknown_work_is_refused_at_once() -> None:
    with pytest.raises(ValueError):
        enqueue(console(), "tests.nobody", {})


def test_a_job_runs_and_keeps_its_result(db: None) -> None:
    job = ask()
    assert work_off_all() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.message, job.percent, job.attempts) == (State.DONE, {"sum": 3}, "added", 100, 1)


def test_the_same_key_is_one_job(db: None) -> None:
    assert ask(key="a").pk == ask(key="a").pk != ask(key="b").pk


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_asked_for() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask()
        raise ZeroDivisionError
    assert work_off_all() == 0


def test_a_refusal_is_the_sentence_of_the_failed_job(db: None) -> None:
    job = ask("tests.refuse")
    Job.objects.filter(pk=job.pk).update(arguments={})
    work_off_all()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error


def test_a_fault_fails_one_job_and_the_next_is_worked_off(db: None, caplog: pytest.LogCaptureFixture) -> None:
    Job.objects.create(kind="tests.fault", created_at=clock.now())
    good = ask()
    assert work_off_all() == 2
    assert Job.objects.get(kind="tests.fault").state == State.FAILED
    good.refresh_from_db()
    assert good.state == State.DONE
    assert "ZeroDivisionError" in caplog.text


def test_finish_goes_with_the_transaction_of_the_work(db: None) -> None:
    job = Job.objects.create(kind="tests.rolled_back", created_at=clock.now())
    work_off_all()
    job.refresh_from_db()
    assert (job.state, job.result) == (State.FAILED, {})


def test_a_worker_that_lost_its_job_writes_nothing(db: None) -> None:
    ask()
    now = clock.now()
    first = claim(worker="one", now=now)
    assert first is not None
    assert put_back_lost(alive=lambda _: None, now=now + timedelta(hours=1)) == 1
    second = claim(worker="two", now=now)
    assert second is not None
    assert settle(first, State.DONE, now=now, result={"by": "one"}) is False
    assert settle(second, State.DONE, now=now, result={"by": "two"}) is True
    assert Job.objects.get().result == {"by": "two"}


def test_a_lost_job_is_given_up_after_its_attempts(db: None) -> None:
    job = ask()
    for _ in range(job.max_attempts):
        assert claim(worker="one", now=clock.now()) is not None
        assert put_back_lost(alive=lambda _: False, now=clock.now()) == 1
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "3" in job.error
    assert work_off_all() == 0


def test_a_living_worker_keeps_its_job_whatever_its_lease(db: None) -> None:
    ask()
    claim(worker="one", now=clock.now() - timedelta(hours=1))
    assert put_back_lost(alive=lambda _: True, now=clock.now()) == 0


def test_a_told_to_stop_worker_puts_its_job_back_without_using_an_attempt(db: None) -> None:
    job = ask()
    claimed = claim(worker="one", now=clock.now())
    assert claimed is not None
    stopping = threading.Event()
    stopping.set()
    work_off(claimed, Run(claimed, stopping))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.QUEUED, 0)


def test_owner_and_administrator_may_cancel_and_strangers_not(db: None) -> None:
    top, beside = make.unit(), make.unit()
    owner, colleague = make.actor_with(Role.OFFICER, top), make.actor_with(Role.OFFICER, top)
    administrator, stranger = make.actor_with(Role.ADMINISTRATOR, top), make.actor_with(Role.ADMINISTRATOR, beside)
    jobs = [enqueue(owner, "tests.add", {"left": 1, "right": 1}) for _ in range(2)]
    for other in (colleague, stranger):
        with pytest.raises(Forbidden):
            cancel_job(actor=other, job=jobs[0], now=clock.now())
    assert Entry.objects.filter(action="jobs.cancel").count() == 0
    cancel_job(actor=owner, job=jobs[0], now=clock.now())
    cancel_job(actor=administrator, job=jobs[1], now=clock.now())
    assert set(Job.objects.values_list("state", flat=True)) == {State.CANCELLED}
    assert Entry.objects.filter(action="jobs.cancel").count() == 2
    with pytest.raises(Refused):
        cancel_job(actor=owner, job=jobs[0], now=clock.now())


def test_a_running_job_ends_at_its_next_safe_point(db: None) -> None:
    job = ask()
    claimed = claim(worker="one", now=clock.now())
    assert claimed is not None
    cancel_job(actor=console(), job=job, now=clock.now())
    run = Run(claimed)
    run.beat(clock.now())
    work_off(claimed, run)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.CANCELLED, {})


def test_a_beat_tells_progress_and_prolongs_the_lease(db: None) -> None:
    ask()
    claimed = claim(worker="one", now=clock.now() - timedelta(minutes=5))
    assert claimed is not None
    run = Run(claimed)
    run.progress(3, 9, "three")
    run.beat(clock.now())
    job = Job.objects.get()
    assert (job.progress_done, job.progress_total, job.message, job.percent) == (3, 9, "three", 33)
    assert job.lease_until is not None
    assert job.lease_until > clock.now()


def test_result_files_are_forgotten_after_a_while(db: None) -> None:
    job = Job.objects.create(kind="tests.paper", created_at=clock.now())
    work_off_all()
    job.refresh_from_db()
    storage, name = job.result_file.storage, job.result_file.name
    assert storage.exists(name)
    assert forget_files(before=clock.now() - timedelta(days=1)) == 0
    assert forget_files(before=clock.now() + timedelta(days=1)) == 1
    assert not storage.exists(name)
    job.refresh_from_db()
    assert not job.result_file


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_never_take_the_same_job() -> None:
    for _ in range(12):
        ask()
    taken: list[int] = []
    start = threading.Barrier(4)

    def take() -> None:
        start.wait()
        while (job := claim(worker=threading.current_thread().name, now=clock.now())) is not None:
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # PostgreSQL skips locked rows, so a worker may find nothing while another holds the last row
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))
