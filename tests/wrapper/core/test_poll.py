"""One wait for one job: every sequence of outcomes ends, within bounds, and keeps what it learned."""

from __future__ import annotations

import math

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from perplexity_jobs import (
    APIConnectionError,
    AuthenticationError,
    Job,
    JobError,
    JobExpiredError,
    JobPollError,
    JobStatus,
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
        """Sleep as told, make a request that takes a share of its budget, and report."""
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
        """Whether the wait goes on."""
        return self.ended is None and self.error is None

    @precondition(running)
    @rule(share=st.floats(0, 1), age=st.floats(0, 1e5), status=st.sampled_from(["CREATED", "odd", None]))
    def sees_it_running(self, share: float, age: float, status: str | None) -> None:
        """The job goes on, whatever word the service has for that."""
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
        """Nothing happens after the deadline, but for the one look that every wait has."""
        if hasattr(self, "poll") and self.poll.polls > 1:
            assert self.now <= self.poll.deadline + 1e-6

    @invariant()
    def failures_in_a_row_are_counted(self) -> None:
        """No more failures are borne than the policy says."""
        if hasattr(self, "poll") and self.running():
            assert self.failures <= self.policy.max_consecutive_errors

    @invariant()
    def errors_carry_the_job(self) -> None:
        """Whatever ends a wait says of which job, after how long and how many looks."""
        if getattr(self, "error", None) is not None:
            assert self.error is not None
            assert (self.error.job_id, self.error.polls) == ("j", self.poll.polls)
            assert self.error.elapsed == self.now
            assert self.error.job is self.poll.job
            told = str(self.error) + "".join(getattr(self.error, "__notes__", ()))
            assert isinstance(self.error, JobExpiredError) or "client.job('j').wait()" in told


TestAnyWait = AnyWait.TestCase
TestAnyWait.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


@given(st.floats(1, 1e4), st.floats(0, 1e5))
@settings(deadline=None)
def test_a_job_that_never_ends_costs_few_looks(timeout: float, age: float) -> None:
    """The number of looks is bounded by the schedule, whatever the age at which the wait begins."""
    poll = start(timeout, known=snapshot(age=age))
    now = poll.first_delay(now=0.0) or 0.0
    for _ in range(20_000):
        try:
            delay = poll.observe(Answer(snapshot(at=now, age=age + now)), now=now)
        except JobTimeoutError:
            break
        assert delay is not None
        now += delay
    assert now == pytest.approx(timeout, abs=0.2)
    assert poll.polls <= timeout / (POLICY.initial * 0.8) + 2


def test_an_unknown_job_is_looked_at_at_once() -> None:
    """Of an id from an earlier run nothing is known: the first look does not wait."""
    assert start().first_delay(now=0.0) == 0


def test_a_job_just_submitted_is_not_asked_for_at_once() -> None:
    """The answer to the submit was a look already."""
    assert start(known=snapshot(age=0.0)).first_delay(now=0.0) == pytest.approx(2.0)


def test_the_first_look_counts_from_the_snapshot() -> None:
    """Time that passed since the snapshot was taken counts; what is overdue is looked at now."""
    known = snapshot(age=0.0)
    assert start(known=known).first_delay(now=1.5) == pytest.approx(0.5)
    assert start(known=known).first_delay(now=50.0) == 0


def test_an_ended_job_needs_no_look_unless_it_is_a_summary() -> None:
    """A terminal snapshot is the answer; a summary of a list lacks the result and is fetched."""
    done = snapshot("COMPLETED", response=RESULT)
    assert start(known=done).first_delay(now=0.0) is None
    summary = Job(evolve(done._data, partial=True), done._api, sighting=done._sighting)
    assert start(known=summary).first_delay(now=0.0) == 0


def test_the_first_look_comes_before_the_deadline() -> None:
    """A deadline nearer than the schedule's first look moves that look forward."""
    delay = start(timeout=1.0, known=snapshot(age=0.0)).first_delay(now=0.0)
    assert delay is not None
    assert 0.5 < delay < 1.0


def test_the_last_look_is_at_the_deadline() -> None:
    """The sleep before the deadline ends just before it, and the look there is the last."""
    poll = start(timeout=10.0)
    delay = poll.observe(Answer(snapshot(age=50.0)), now=0.0)
    assert delay == pytest.approx(10.0, abs=0.2)
    assert delay is not None
    assert poll.budget(now=delay) == pytest.approx(10.0 - delay)
    with pytest.raises(JobTimeoutError) as caught:
        poll.observe(Answer(snapshot(at=delay, age=60.0)), now=delay)
    assert (caught.value.job_id, caught.value.polls, caught.value.elapsed) == ("j", 2, delay)
    assert isinstance(caught.value, TimeoutError)


def test_slow_answers_move_the_last_look_forward() -> None:
    """Where requests take a second, the last one begins early enough to be answered by the deadline."""
    poll = start(timeout=10.0)
    delay = poll.observe(Answer(snapshot(age=50.0)), now=1.0, took=1.0)
    assert delay == pytest.approx(10.0 - 1.0 - 1.5)
    poll.observe(Answer(snapshot(age=50.0)), now=1.0, took=0.1)
    assert poll.last_look() == pytest.approx(8.5), "the slowest answer counts, not the last"
    poll.observe(Answer(snapshot(age=50.0)), now=1.0, took=9.0)
    assert poll.last_look() == pytest.approx(8.0), "at most two seconds are kept for it"


def test_a_timeout_of_nothing_looks_once() -> None:
    """timeout=0 asks, with a second for the answer, and tells what it saw."""
    poll = start(timeout=0.0)
    assert poll.first_delay(now=0.0) == 0
    assert poll.budget(now=0.0) == pytest.approx(1.0)
    with pytest.raises(JobTimeoutError, match="still IN_PROGRESS") as caught:
        poll.observe(Answer(snapshot()), now=0.1)
    assert caught.value.job is not None


def test_a_look_that_begins_too_late_may_still_bring_the_answer() -> None:
    """A callback held the wait up beyond the deadline; what has ended meanwhile is not thrown away."""
    poll = start(timeout=10.0)
    poll.observe(Answer(snapshot(age=50.0)), now=0.0)
    assert poll.budget(now=12.0) == pytest.approx(1.0)
    assert poll.observe(Answer(snapshot("COMPLETED", at=12.5)), now=12.5) is None
    assert poll.job is not None
    assert poll.job.is_terminal


def test_without_a_timeout_there_is_no_deadline() -> None:
    """None waits for ever."""
    poll = start(timeout=None)
    assert poll.budget(now=1e9) == math.inf
    assert poll.observe(Answer(snapshot(at=1e9, age=1e9)), now=1e9) == pytest.approx(30.0)


def test_the_service_may_ask_for_a_longer_pause() -> None:
    """Retry-After is obeyed after an answer and after a refusal, up to its limit."""
    assert start(1e4).observe(Answer(snapshot(), wait=50.0), now=0.0) == pytest.approx(50.0)
    assert start(1e4).observe(limited(50.0), now=0.0) == pytest.approx(50.0)
    assert start(1e4).observe(limited(1e9), now=0.0) == pytest.approx(120.0)
    assert start(1e4).observe(limited(0.0), now=0.0) == pytest.approx(2.0), "never a busy loop"


def test_a_pause_past_the_deadline_ends_the_wait_at_once() -> None:
    """There is no point in sleeping towards a look that would be refused."""
    with pytest.raises(JobTimeoutError) as caught:
        start(timeout=10.0).observe(limited(60.0), now=1.0)
    assert isinstance(caught.value.__cause__, RateLimitError)
    assert caught.value.elapsed == 1.0


def test_failures_in_a_row_slow_down_and_then_end_the_wait() -> None:
    """Each failure doubles the pause; one more than is borne raises, and the job can be picked up."""
    poll = start(timeout=1e4)
    delays = [poll.observe(lost(), now=0.0) for _ in range(5)]
    assert delays == [pytest.approx(d) for d in (2, 4, 8, 16, 30)]
    last = lost()
    with pytest.raises(JobPollError, match=r"client\.job\('j'\)\.wait\(\)") as caught:
        poll.observe(last, now=0.0)
    assert caught.value.__cause__ is last.error
    assert caught.value.polls == 6


def test_an_answer_between_failures_resets_the_count() -> None:
    """Only failures in a row end a wait."""
    poll = start(timeout=1e4)
    for _ in range(4):
        for _ in range(5):
            poll.observe(lost(), now=0.0)
        poll.observe(Answer(snapshot()), now=0.0)
    assert poll.errors == 0
    assert poll.error is None


def test_a_failure_keeps_the_pace_of_an_old_job() -> None:
    """A transient failure is no reason to ask more often than the job's age calls for."""
    poll = start(timeout=1e4, known=snapshot(age=100.0))
    assert poll.observe(lost(), now=0.0) == pytest.approx(30.0)


def test_the_age_is_counted_from_the_start_where_the_service_does_not_tell_it() -> None:
    """Without created_at the wait's own duration paces the looks."""
    poll = start(timeout=1e4)
    assert poll.observe(Answer(snapshot(at=8.0, age=None)), now=8.0) == pytest.approx(6.0)
    assert poll.first_delay(now=9.0) == 0


def test_a_new_job_may_be_unknown_for_a_moment() -> None:
    """404 is borne within the grace after the submit of this process, and asked again soon."""
    poll = start(known=snapshot(age=100.0, submitted_at=0.0))
    assert poll.observe(unknown(), now=5.0) == pytest.approx(2.0)
    with pytest.raises(JobExpiredError, match="7 days"):
        poll.observe(unknown(), now=5.1)


@pytest.mark.parametrize("known", [None, snapshot(), snapshot(submitted_at=-6.0)])
def test_an_older_job_that_is_unknown_has_expired(known: Job | None) -> None:
    """404 later, or for a job of another process, ends the wait at once."""
    error = unknown()
    with pytest.raises(JobExpiredError) as caught:
        start(known=known).observe(error, now=0.0)
    assert caught.value.__cause__ is error.error


def test_a_result_that_is_missing_is_looked_for_once_more() -> None:
    """COMPLETED without a response gets one more look, and is delivered as it is after that."""
    poll = start()
    bare = snapshot("COMPLETED", response=None)
    assert poll.observe(Answer(bare), now=0.0) == POLICY.initial
    assert poll.observe(Answer(bare), now=2.0) is None
    assert poll.job is bare


@pytest.mark.parametrize("second", [lost(), unknown(), limited(1e9)])
def test_the_second_look_for_a_result_loses_nothing(second: Refusal) -> None:
    """Where it fails, the end that is known already is delivered."""
    poll = start()
    bare = snapshot("COMPLETED", response=None)
    poll.observe(Answer(bare), now=0.0)
    assert poll.observe(second, now=2.0) is None
    assert poll.job is bare


def test_no_second_look_past_the_deadline() -> None:
    """A missing result is delivered at once where the time is over."""
    assert start(timeout=2.0).observe(Answer(snapshot("COMPLETED", response=None)), now=0.0) is None


def test_a_failed_job_ends_the_wait_without_an_error() -> None:
    """wait() returns a failed job; only result() raises."""
    poll = start()
    assert poll.observe(Answer(snapshot("FAILED")), now=0.0) is None
    assert poll.job is not None
    assert poll.job.status is JobStatus.FAILED


def test_jitter_spreads_the_looks_around_the_schedule() -> None:
    """The extremes of chance move a look by the policy's share, no more."""
    for number, expected in ((0.0, 2.0 * 0.8), (1.0, 2.0 * 1.2)):
        poll: Poll[Job] = Poll("j", lambda _: POLICY, 0.0, random=iter([number]).__next__)
        assert poll.observe(Answer(snapshot()), now=0.0) == pytest.approx(expected)


def test_progress_tells_what_was_seen() -> None:
    """The caller hears of the job, the looks, the time and what went wrong."""
    poll = start()
    refusal = lost()
    delay = poll.observe(refusal, now=3.0)
    heard = poll.progress(now=3.0, next_look=delay)
    assert (heard.job, heard.polls, heard.elapsed, heard.next_look) == (None, 1, 3.0, delay)
    assert heard.error is refusal.error


def test_errors_of_a_wait_are_job_errors_or_the_services_own() -> None:
    """A caller who catches JobError and APIError catches everything."""
    assert issubclass(JobTimeoutError, JobError)
    assert not issubclass(JobError, APIConnectionError)


def test_the_clock_may_begin_anywhere() -> None:
    """A monotonic clock has no zero of its own: ages, delays and elapsed times are differences of it."""
    known = snapshot(at=1000.0, age=10.0)
    poll: Poll[Job] = Poll("j", lambda _: POLICY, 1000.0, 1500.0, known)
    assert poll.first_delay(now=1000.0) == pytest.approx(2.0 + 0.5 * 10.0)
    delay = poll.observe(Answer(snapshot(at=1020.0, age=30.0)), now=1020.0)
    assert delay == pytest.approx(2.0 + 0.5 * 30.0)
    assert poll.progress(now=1025.0, next_look=delay).elapsed == 25.0
    assert poll.observe(lost(), now=1030.0) == pytest.approx(2.0 + 0.5 * 40.0), "10 s older than when seen"
    with pytest.raises(JobTimeoutError) as caught:
        poll.observe(Answer(snapshot(at=1500.0, age=510.0)), now=1500.0)
    assert caught.value.elapsed == 500.0


def test_a_job_that_was_never_seen_is_as_old_as_the_wait() -> None:
    """Where nothing tells the age, the pace is that of a job that began with the wait."""
    poll: Poll[Job] = Poll("j", lambda _: POLICY, 1000.0, 1020.0)
    assert poll.observe(lost(), now=1010.0) == pytest.approx(2.0 + 0.5 * 10.0)
    with pytest.raises(JobTimeoutError, match="is still in an unknown state"):
        poll.observe(lost(), now=1020.0)


def test_what_asks_for_no_pause_gets_none() -> None:
    """An answer or a failure without a wish leaves the delay to the policy, below a second as well."""
    brisk = PollPolicy(initial=0.5, multiplier=1.0, jitter=0.0)
    assert start(policy=brisk).observe(Answer(snapshot()), now=0.0) == 0.5
    assert start(timeout=10.0).observe(lost(), now=9.5) == pytest.approx(0.4), "there is time for a last look"
