from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nennep.jobs.rules import State, after_loss, lost, percent

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@given(alive=st.booleans(), lease=st.none() | st.datetimes(timezones=st.just(UTC)))
def test_what_the_machine_knows_outweighs_the_lease(alive: bool, lease: datetime | None) -> None:
    assert lost(lease_until=lease, alive=alive, now=NOW) is not alive


@given(seconds=st.integers(-1000, 1000))
def test_a_lease_decides_over_workers_elsewhere(seconds: int) -> None:
    assert lost(lease_until=NOW + timedelta(seconds=seconds), alive=None, now=NOW) is (seconds < 0)


@given(attempts=st.integers(1, 9), most=st.integers(1, 9))
def test_a_lost_job_is_tried_until_its_attempts_are_used(attempts: int, most: int) -> None:
    state = after_loss(attempts=attempts, max_attempts=most, cancel_requested=False)
    assert state == (State.QUEUED if attempts < most else State.FAILED)
    assert after_loss(attempts=attempts, max_attempts=most, cancel_requested=True) == State.CANCELLED


@given(done=st.integers(0, 10**6), total=st.integers(0, 10**6))
def test_percent_stays_between_0_and_100(done: int, total: int) -> None:
    assert 0 <= percent(done, total) <= 100
    assert percent(total, total) == (100 if total else 0)
