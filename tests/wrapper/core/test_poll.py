"""`Poll`: when a wait looks again, what it bears, and with what it ends."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from attrs import evolve

from perplexity_jobs import (
    APIConnectionError,
    Job,
    JobExpiredError,
    JobPollError,
    JobTimeoutError,
    NotFoundError,
    PollPolicy,
    RateLimitError,
)
from perplexity_jobs._core.poll import Poll
from perplexity_jobs._core.response import Answer, Refusal

from ..snapshots import RESULT, snapshot

POLICY = PollPolicy(initial=2.0, multiplier=1.5, maximum=30.0, jitter=0.2)


def lost(wait: float | None = None) -> Refusal:
    """A failure that may pass."""
    return Refusal(APIConnectionError("reset"), wait=wait)


def limited(wait: float | None) -> Refusal:
    """A wish to wait."""
    return Refusal(RateLimitError("slow down", status_code=429), wait=wait)


def unknown() -> Refusal:
    """A job that the service does not know."""
    return Refusal(NotFoundError("no such job", status_code=404))


def start(timeout: float | None = 100.0, known: Job | None = None, policy: PollPolicy = POLICY) -> Poll[Job]:
    """A wait that begins at 0 s, without chance."""
    return Poll("j", 0.0, math.inf if timeout is None else timeout, known, given=policy)


def test_a_lost_connection_is_tried_again_in_seconds_and_borne_for_minutes() -> None:
    """It counts as a failure every three minutes, and the error tells the span."""
    policy = PollPolicy(initial=60.0, maximum=60.0, multiplier=1.0, jitter=0.0, max_consecutive_errors=2)

    def looks(refusal: Refusal) -> Iterator[float]:
        poll, now = start(None, snapshot(age=100.0), policy), 0.0
        while True:
            yield now
            try:
                now += poll.observe(refusal, now=now) or 0.0
            except JobPollError as error:
                told.append(str(error))
                return

    told: list[str] = []
    assert list(looks(limited(None))) == [0, 60, 120]
    assert list(looks(lost())) == [0, 2, 6, 14, 30, 62, 122, 182, 242, 302, 362]
    assert "No usable answer for 2 min (3 polls) while waiting for job j" in told[0]
    assert "No usable answer for 6 min (11 polls) while waiting for job j" in told[1]
    policy = PollPolicy(initial=10.0, maximum=60.0, multiplier=1.0, jitter=0.0, max_consecutive_errors=4)
    regular, sooner = list(looks(limited(None))), looks(lost())
    assert regular == [0, 10, 20, 30, 46]
    assert all(next(sooner) <= look for look in regular), "none is later than without a lost connection"


def test_a_refusal_after_a_long_outage_is_borne_too() -> None:
    """Lost connections of minutes count as few failures, so that a service may come back slowly."""
    poll, now = start(None), 0.0
    while now < 600:
        now += poll.observe(lost(), now=now) or 0.0
    assert poll.observe(limited(None), now=now)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, "Job j gave no answer within 5 s (1 poll): reset. It goes on"),
        (snapshot(None), "Job j gave no answer within 5 s (1 poll): reset. It goes on"),
        (
            snapshot(),
            "Job j gave no answer within 5 s (1 poll): reset. It was IN_PROGRESS before. It goes on",
        ),
    ],
)
def test_a_timeout_during_an_outage_says_why_nothing_was_seen(known: Job | None, words: str) -> None:
    """The reason stands in the message, and of a job of which nothing is known no state."""
    with pytest.raises(JobTimeoutError) as caught:
        start(timeout=5.0, known=known).observe(Refusal(APIConnectionError("reset.")), now=5.0)
    assert words in str(caught.value)


DONE = snapshot("COMPLETED", response=RESULT)
SUMMARY = Job(evolve(DONE._data, partial=True), DONE._api, sighting=DONE._sighting)


@pytest.mark.parametrize(
    ("known", "now", "delay"),
    [
        pytest.param(None, 0.0, 0.0, id="of an id from an earlier run nothing is known"),
        pytest.param(snapshot(age=0.0), 0.0, 2.0, id="the answer to the submit was a look already"),
        pytest.param(snapshot(age=0.0), 1.5, 0.5, id="time since the snapshot counts"),
        pytest.param(snapshot(age=0.0), 50.0, 0.0, id="what is overdue is looked at now"),
        pytest.param(snapshot(at=1000.0, age=10.0), 1000.0, 2.0 + 0.5 * 10.0, id="a clock has no zero"),
        pytest.param(snapshot(age=1e4), 0.0, 10.0, id="none comes after the deadline"),
        pytest.param(DONE, 0.0, None, id="a terminal snapshot is the answer"),
        pytest.param(SUMMARY, 0.0, 0.0, id="a summary of a list lacks the result"),
    ],
)
def test_the_first_look_is_when_the_job_is_due(known: Job | None, now: float, delay: float | None) -> None:
    """It counts from the snapshot, and comes before a deadline that is nearer."""
    timeout = 10.0 if delay == 10.0 else 5000.0
    assert start(timeout, known=known).first_delay(now=now) == pytest.approx(delay, abs=0.11)


def test_the_last_look_is_at_the_deadline() -> None:
    """It begins just early enough to be answered by then: the slowest answer counts, two seconds at most."""
    poll = start(timeout=10.0)
    delay = poll.observe(Answer(snapshot(age=50.0)), now=0.0)
    assert delay == pytest.approx(9.9)
    assert poll.budget(now=9.9) == pytest.approx(0.1)
    for took, last in ((1.0, 8.5), (0.1, 8.5), (9.0, 8.0)):
        assert poll.observe(Answer(snapshot(age=50.0)), now=1.0, took=took) == pytest.approx(last - 1.0)
    with pytest.raises(JobTimeoutError, match="still IN_PROGRESS") as caught:
        poll.observe(Answer(snapshot(at=8.0, age=60.0)), now=8.0)
    assert (caught.value.job_id, caught.value.polls, caught.value.elapsed) == ("j", 5, 8.0)


@pytest.mark.parametrize(("timeout", "now"), [(0.0, 0.0), (10.0, 12.0)])
def test_a_look_without_time_has_a_second(timeout: float, now: float) -> None:
    """timeout=0 polls once; a slow callback does not prevent the last poll."""
    for last, ended in ((snapshot(), False), (snapshot("COMPLETED", response=RESULT), True)):
        poll = start(timeout=timeout)
        if timeout:
            poll.observe(Answer(snapshot(age=50.0)), now=0.0)
        assert poll.budget(now=now) == pytest.approx(1.0)
        if ended:
            assert poll.observe(Answer(last), now=now + 0.5) is None
            assert poll.job is last
        else:
            with pytest.raises(JobTimeoutError):
                poll.observe(Answer(last), now=now + 0.5)


def test_the_service_may_ask_for_a_longer_pause() -> None:
    """Retry-After is obeyed after an answer and after a refusal, up to its limit."""
    assert start(1e4).observe(Answer(snapshot(), wait=50.0), now=0.0) == pytest.approx(50.0)
    assert start(1e4).observe(Answer(snapshot(), wait=1e9), now=0.0) == pytest.approx(120.0)
    assert start(1e4).observe(limited(50.0), now=0.0) == pytest.approx(50.0)
    assert start(1e4).observe(limited(1e9), now=0.0) == pytest.approx(120.0)
    assert start(1e4).observe(limited(0.0), now=0.0) == pytest.approx(2.0), "never a busy loop"
    brisk = PollPolicy(initial=0.5, multiplier=1.0, jitter=0.0)
    assert start(policy=brisk).observe(Answer(snapshot()), now=0.0) == 0.5, "no pause of its own"


def test_a_pause_past_the_deadline_ends_the_wait_at_once() -> None:
    """The wait does not sleep before a poll that would be refused."""
    with pytest.raises(JobTimeoutError) as caught:
        start(timeout=10.0).observe(limited(60.0), now=1.0)
    assert isinstance(caught.value.__cause__, RateLimitError)
    assert caught.value.elapsed == 1.0


def test_failures_in_a_row_slow_down_and_then_end_the_wait() -> None:
    """Each failure doubles the pause, and a success resets the count; one more than allowed raises."""
    poll, now = start(1e4, policy=PollPolicy(multiplier=1.0)), 0.0
    for _ in range(2):
        poll.observe(Answer(snapshot(age=0.0, at=now)), now=now)
        delays = []
        for _ in range(5):
            delays.append(poll.observe(limited(None), now=now) or 0.0)
            now += delays[-1]
        assert delays == [pytest.approx(d) for d in (2, 4, 8, 16, 30)]
    last = limited(None)
    with pytest.raises(JobPollError, match=r"client\.job\('j'\)\.wait\(\)") as caught:
        poll.observe(last, now=now)
    assert caught.value.__cause__ is last.error
    assert caught.value.polls == 13


def test_a_new_job_may_be_unknown_for_a_moment() -> None:
    """A 404 is retried soon for a while after the submit of this process."""
    poll = start(known=snapshot(age=100.0, submitted_at=0.0))
    assert poll.observe(unknown(), now=5.0) == pytest.approx(2.0)
    error = unknown()
    with pytest.raises(JobExpiredError, match="7 days") as caught:
        poll.observe(error, now=5.1)
    assert caught.value.__cause__ is error.error
    for known in (None, snapshot(), snapshot(submitted_at=-6.0)):
        with pytest.raises(JobExpiredError):
            start(known=known).observe(unknown(), now=0.0)


@pytest.mark.parametrize(
    "second", [Answer(snapshot("COMPLETED", response=None)), lost(), unknown(), limited(1e9)]
)
def test_a_result_that_is_missing_is_looked_for_once_more(second: Answer[Job] | Refusal) -> None:
    """The second poll is made before the deadline; its outcome does not lose the known end."""
    poll = start()
    bare = snapshot("COMPLETED", response=None)
    assert poll.observe(Answer(bare), now=0.0) == POLICY.initial
    assert poll.observe(second, now=2.0) is None
    assert poll.job == bare
    assert start(timeout=2.0).observe(Answer(bare), now=0.0) is None
