"""`Poll`: every sequence of outcomes ends within bounds, and keeps the newest snapshot."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from perplexity_jobs import (
    APIConnectionError,
    AuthenticationError,
    Job,
    JobExpiredError,
    JobPollError,
    JobTimeoutError,
    NotFoundError,
    PerplexityJobsError,
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
    return Poll("j", lambda _: policy, 0.0, math.inf if timeout is None else timeout, known)


class AnyWait(RuleBasedStateMachine):
    """Any service and any clock: what `Poll` must keep to."""

    @initialize(
        timeout=st.one_of(st.none(), st.floats(0, 5_000)),
        randoms=st.lists(st.floats(0, 1), min_size=1, max_size=5),
        jitter=st.floats(0, 0.99),
        borne=st.integers(0, 5),
        age=st.one_of(st.none(), st.floats(0, 1e5)),
        fresh=st.booleans(),
    )
    def begin(
        self,
        timeout: float | None,
        randoms: list[float],
        jitter: float,
        borne: int,
        age: float | None,
        fresh: bool,
    ) -> None:
        """Start a wait, with or without a snapshot from earlier."""
        self.draws = randoms
        self.policy = PollPolicy(jitter=jitter, max_consecutive_errors=borne)
        known = snapshot(age=age, submitted_at=0.0 if fresh else None) if age is not None or fresh else None
        self.now = 0.0
        self.timeout = timeout
        self.poll: Poll[Job] = Poll(
            "j", lambda _: self.policy, 0.0, math.inf if timeout is None else timeout, known, self.random
        )
        self.failures = 0
        self.ended: Job | None = None
        self.error: PerplexityJobsError | None = None
        self.delay = self.poll.first_delay(now=0.0)
        assert self.delay is not None

    def random(self) -> float:
        """The next of a fixed round of numbers."""
        self.draws = [*self.draws[1:], self.draws[0]]
        return self.draws[-1]

    def look(self, verdict: Answer[Job] | Refusal, share: float) -> None:
        """Sleep for the delay, make a request that takes a share of its budget, and report it."""
        assert self.delay is not None
        self.now += self.delay
        budget = self.poll.budget(now=self.now)
        assert budget >= 0
        took = share * min(30.0, budget)
        self.now += took
        try:
            self.delay = self.poll.observe(verdict, now=self.now, took=took)
        except PerplexityJobsError as error:
            self.error, self.delay = error, None
        else:
            self.ended = self.poll.job if self.delay is None else None

    def running(self) -> bool:
        """Whether the wait continues."""
        return self.ended is None and self.error is None

    @precondition(running)
    @rule(share=st.floats(0, 1), age=st.floats(0, 1e5), status=st.sampled_from(["CREATED", "odd", None]))
    def sees_it_running(self, share: float, age: float, status: str | None) -> None:
        """The job is running, under any status."""
        self.look(Answer(snapshot(status, at=self.now, age=age)), share)
        self.failures = 0

    @precondition(running)
    @rule(share=st.floats(0, 1), wait=st.one_of(st.none(), st.floats(0, 1e9)))
    def fails(self, share: float, wait: float | None) -> None:
        """A failure that may pass."""
        self.look(lost(wait), share)
        self.failures += 1

    @precondition(running)
    @rule(share=st.floats(0, 1))
    def is_not_known(self, share: float) -> None:
        """404."""
        self.look(unknown(), share)
        self.failures += 1

    @precondition(running)
    @rule(share=st.floats(0, 1), word=st.sampled_from(["COMPLETED", "failed"]))
    def ends(self, share: float, word: str) -> None:
        """The job ends: from here the wait has an answer."""
        last = snapshot(word, response=RESULT)
        self.look(Answer(last), share)
        assert self.ended is last, "a terminal answer is never thrown away"

    @precondition(running)
    @rule(share=st.floats(0, 1))
    def is_refused(self, share: float) -> None:
        """A refusal that does not pass ends the wait with its own error."""
        error = AuthenticationError("wrong key", status_code=401)
        self.look(Refusal(error), share)
        assert self.error is error

    @precondition(lambda self: not self.running())
    @rule()
    def stays_ended(self) -> None:
        """A wait that is over has an answer or an error, not both."""
        assert (self.ended is None) != (self.error is None)

    @invariant()
    def sleeps_are_within_bounds(self) -> None:
        """No busy loop, no sleep past the deadline, none longer than the policy allows."""
        if getattr(self, "delay", None) is None or self.poll.polls == 0:
            return
        assert self.delay is not None
        assert self.delay > 0
        assert self.delay <= max(self.policy.maximum * (1 + self.policy.jitter), self.policy.max_retry_after)
        assert self.now + self.delay < self.poll.deadline

    @invariant()
    def the_deadline_holds(self) -> None:
        """Nothing happens after the deadline, except the one poll that every wait makes."""
        if hasattr(self, "poll") and self.poll.polls > 1:
            assert self.now <= self.poll.deadline + 1e-6

    @invariant()
    def failures_in_a_row_are_counted(self) -> None:
        """No more failures than the policy allows are tolerated, besides those of retried connections."""
        if hasattr(self, "poll") and self.running():
            assert self.poll.errors <= self.policy.max_consecutive_errors
            assert self.failures == 0 or self.poll.errors > 0

    @invariant()
    def errors_carry_the_job(self) -> None:
        """Every error of a wait has the job, the elapsed time and the number of polls."""
        if getattr(self, "error", None) is not None:
            assert self.error is not None
            assert (self.error.job_id, self.error.polls) == ("j", self.poll.polls)
            assert self.error.elapsed == self.now
            assert self.error.job is self.poll.job
            told = str(self.error) + "".join(getattr(self.error, "__notes__", ()))
            assert isinstance(self.error, JobExpiredError) or "client.job('j').wait()" in told


TestAnyWait = AnyWait.TestCase
TestAnyWait.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


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
    assert list(looks(lost())) == [0, 2, 6, 14, 30, 60, 120, 180, 240, 300, 360]
    assert "No usable answer for 2 min (3 polls) while waiting for job j" in told[0]
    assert "No usable answer for 6 min (11 polls) while waiting for job j" in told[1]
    policy = PollPolicy(initial=10.0, maximum=60.0, multiplier=1.0, jitter=0.0, max_consecutive_errors=4)
    assert set(looks(limited(None))) == {0, 10, 20, 30, 46}
    assert set(looks(lost())) > {0, 2, 6, 10, 20, 30, 46}, "none is later than without a lost connection"


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
