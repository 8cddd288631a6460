"""Waiting for many jobs with a client: carries out what `Plan` says, and tells at the end what is unfinished.

A job that cannot be waited for any longer must neither hold up nor lose the others: all that end are yielded
first, and one error at the end names the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, cast

from attrs import define, field

from .._core.api import JobPage
from .._core.effects import Flow, SendAll, Sleep
from .._core.job import JobBase
from .._core.operations import Core, target_of
from .._core.poll import J
from .._core.poll_policy import PollPolicy, check_wait
from .._core.response import Answer, Refusal
from .._values.call import Call, Outcome, Reply
from .._values.errors import APIError, JobError, JobTimeoutError, PerplexityJobsError
from .._values.extras import NO_EXTRAS, Extras
from .._values.text import shown
from .list_sharing import ListSharing
from .looks import GetJob, GetPage, Look, Wave
from .plan import Plan

# An error names this many jobs; `job_ids` holds them all.
_NAMED = 5


@define(eq=False)
class Many(Generic[J]):
    """One `as_completed`.

    Attributes:
        plan: decides what to do.
        started: the monotonic time of the call.
        extras: that go with every request.
        total: jobs to wait for, each counted once.
        lost: what happened to those that will not be yielded.
    """

    plan: Plan[J]
    started: float
    extras: Extras = NO_EXTRAS
    total: int = 0
    lost: list[PerplexityJobsError] = field(factory=list)

    @classmethod
    def start(
        cls,
        core: Core[J],
        jobs: Iterable[JobBase | str],
        timeout: float | None,
        policy: PollPolicy | None,
        extras: Extras = NO_EXTRAS,
    ) -> Many[J]:
        """Take in the jobs; TypeError or ValueError where one is none."""
        check_wait(timeout, policy)
        if isinstance(jobs, str | JobBase):
            raise TypeError("as_completed takes several jobs or ids, such as a list; for one job use wait().")
        now = core.clock.monotonic()
        sharing = ListSharing(exists=False)
        many = cls(Plan(policy or core.poll, core.random, sharing), now, extras)
        seen = set()
        for target in jobs:
            job_id, known = target_of(target)
            if job_id not in seen:
                seen.add(job_id)
                sharing.exists |= core.api.of(job_id).can_list
                many.plan.add(job_id, cast("J | None", known), now=now, timeout=timeout)
        many.total = len(seen)
        return many

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The ids of all jobs that were not yielded, and will not be without a new call."""
        return (*(error.job_id for error in self.lost if error.job_id), *self.plan.jobs)

    def error(self, now: float) -> JobError:
        """What to raise where nothing more will end, and jobs were lost."""
        late = [error for error in self.lost if isinstance(error, JobTimeoutError)]
        others = [error for error in self.lost if not isinstance(error, JobTimeoutError)]
        first, elapsed = (late or others)[0], now - self.started
        words = []
        if late:
            words.append(f"{len(late)} of {self.total} jobs have not ended in {elapsed:.0f} s")
        if others:
            words.append(f"{len(others)} of {self.total} jobs cannot be waited for: {others[0]}")
        error = (JobTimeoutError if late else JobError)(
            f"{'; '.join(words)} {pick_up_all(self.unfinished)}",
            job_id=str(first.job_id),
            job=first.job,
            elapsed=elapsed,
            polls=first.polls,
        )
        error.job_ids, error.errors = self.unfinished, tuple(self.lost)
        error.__cause__ = first
        return error


def pick_up_all(job_ids: Sequence[str]) -> str:
    """How to go on with jobs, for messages and notes."""
    named = ", ".join(repr(shown(job_id)) for job_id in job_ids[:_NAMED])
    more = f" and {len(job_ids) - _NAMED} more in job_ids" if len(job_ids) > _NAMED else ""
    return f"(unfinished: {named}{more}). client.as_completed(error.job_ids) picks them up."


def next_ended(core: Core[J], many: Many[J]) -> Flow[J | None]:
    """The next job that ends; None where every job has been yielded.

    Raises:
        JobError, APIError: as `PerplexityJobs.as_completed`.
    """
    plan = many.plan
    try:
        while (step := plan.step(now=core.clock.monotonic())) is not None:
            match step:
                case Sleep():
                    yield step
                case Wave():
                    yield from make_requests(core, plan, step, many.extras)
                case PerplexityJobsError():
                    many.lost.append(step)
                case _:
                    return step
    except PerplexityJobsError as error:
        error.job_ids, error.errors = many.unfinished, tuple(many.lost)
        error.elapsed = core.clock.monotonic() - many.started
        error.add_note(f"No job is lost {pick_up_all(many.unfinished)}")
        raise
    except BaseException as error:
        left = list(many.unfinished)
        error.add_note(
            f"{len(left)} of {many.total} jobs go on: client.as_completed({left}) picks them up again."
        )
        raise
    if many.lost:
        raise many.error(core.clock.monotonic())
    return None


def make_requests(core: Core[J], plan: Plan[J], wave: Wave, extras: Extras = NO_EXTRAS) -> Flow[None]:
    """Make the requests of a wave, and tell the plan what came of them."""
    looks = wave.looks
    calls = tuple(
        extras.add_to(
            core.api.get(look.job_id)
            if isinstance(look, GetJob)
            else core.api.with_list().list(look.limit, look.token)
        )
        for look in looks
    )
    began = core.clock.monotonic()
    outcomes: Sequence[Outcome] = yield SendAll(calls, core.budget(wave.budget))
    now = core.clock.monotonic()
    verdicts: list[tuple[Look, Answer[Any] | Refusal]] = []
    for look, call, outcome in zip(looks, calls, outcomes, strict=True):
        try:
            verdict = _read(core, plan, look, call, outcome, now - began)
        except Exception as problem:
            # An answer that breaks its reader is the matter of its job or of the list alone.
            words = f"{call} was answered, but reading the answer failed: {type(problem).__name__}: {problem}"
            error = APIError(shown(words, 500), request=str(call))
            error.__cause__ = problem
            verdict = Refusal(error)
        if isinstance(outcome, Reply):
            plan.rates.observe(call.purpose, outcome, verdict.wait, now=now)
        verdicts.append((look, verdict))
    plan.observe(verdicts, now=now, took=now - began)


def _read(
    core: Core[J], plan: Plan[J], look: Look, call: Call, outcome: Outcome, took: float
) -> Answer[Any] | Refusal:
    if isinstance(look, GetPage):
        page = core.judge(call, outcome, core.api.with_list().read_page, took=took)
        if isinstance(page, Refusal):
            return page
        wanted = (data for data in page.value.items if data.id in plan.jobs)
        jobs = tuple(core.snapshot(data, page, plan.jobs[data.id].poll.job) for data in wanted)
        return Answer(JobPage(jobs, page.value.next_token, page.value.raw), page.wait)
    read = core.judge(call, outcome, core.reader(look.job_id), took=took)
    seen = core.seen(read, plan.jobs[look.job_id].poll.job)
    if isinstance(seen, Answer) and seen.value.is_terminal:
        seen.value.text  # noqa: B018  # reads the result here, where an error is that of this job alone
    return seen
