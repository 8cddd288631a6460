"""`PerplexityJobs`, the client whose methods block: it carries out operations in the thread that calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Self, Unpack

from .._core.api import JobPage
from .._core.effects import Flow, T
from .._core.pages import Pager
from .._core.submit import Submission
from .._transport.blocking import Transport
from .._transport.libraries import HttpClient
from .._values.extras import Extras
from .base import ClientBase, shows_fields
from .drive import drive, each
from .jobs import Job
from .pages import JobList

if TYPE_CHECKING:
    from .._apis.keywords import Question, RequestExtras, SubmitOptions
    from .._core.poll import Progress
    from .._core.poll_policy import PollPolicy


class PerplexityJobs(ClientBase[Job, HttpClient]):
    """Perplexity's background jobs: submit, wait, page through.

    May be used from many threads at once. Use it as a context manager, or call `close()`. Every method that
    asks the service takes `extra_headers` and `extra_query` besides, for all of its requests.
    """

    __module__ = "perplexity_jobs"  # where users import it from, for tracebacks and pickles
    _job_class = Job
    _transport_class = Transport
    _transport: Transport
    _sleep = "sleep"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that this client opened.

        A request of another thread that is under way ends by itself; the next one of its wait raises
        RuntimeError. Jobs at the service go on, and errors name them as ever.
        """
        self._transport.close()

    @shows_fields
    def submit(
        self,
        question: Question,
        model: str | None = None,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> Job:
        """Queue one question; whatever has to be repeated, one job is paid for.

        Args:
            question: a text, messages (dicts or generated models), or a whole generated request.
            model: such as ``sonar-deep-research``, which is also the default.
            idempotency_key: the same key brings the same job; a random one where left out. It stands on the
                job and on every error. The Agent API knows no such key.
            options: fields of the document's request, attachments and extras; see `SubmitOptions`.

        Raises:
            APIError: the service refused, or could not be reached within the retries; its
                `idempotency_key` submits again without buying twice.
            SubmitUncertainError: without a key, a failure after which a job may exist; nothing is repeated.
            TypeError, ValueError: the request cannot be built; nothing was sent.
        """
        return self._run(self._core.submit(Submission(question, model, idempotency_key, options)))

    def get(self, job_id: str, **extras: Unpack[RequestExtras]) -> Job:
        """Ask for a job once.

        Raises:
            NotFoundError: the service does not know the id, or not any more.
            APIError: as `submit`.
        """
        return self._run(self._core.get(job_id, extras=Extras.of(extras)))

    def job(self, job_id: str) -> Job:
        """A handle on a job by its id, without a request: to pick it up after a restart."""
        return self._core.handle(job_id)

    def cancel(self, job: Job | str, **extras: Unpack[RequestExtras]) -> Job:
        """Ask for the end of a job, and poll it once; `wait` sees the end, which comes soon after.

        A job that has ended meanwhile is returned as it is. Cancelled jobs have no `result()`.

        Raises:
            NotOfferedError: this API cannot cancel.
            NotFoundError, APIError: as `get`.
        """
        return self._run(self._core.cancel(job, extras=Extras.of(extras)))

    def wait(
        self,
        job: Job | str,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[Job]], object] | None = None,
        cancel_on_interrupt: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> Job:
        """Wait until a job has ended; a failed one is returned, not raised.

        One that waits for its caller (``REQUIRES_ACTION``) ends the wait as well: nothing comes by itself.

        Args:
            job: a job or its id.
            timeout: seconds, everything included; None waits for ever. 0 polls once.
            poll: how often to poll; as the client where left out, else by the model.
            on_update: called with a `Progress` after each poll. Where it returns False the wait ends, and the
                job is returned as it is, unfinished. What it raises is logged and ends nothing.
            cancel_on_interrupt: whether Ctrl-C, or the cancellation of the task, asks the service once, for
                5 seconds at most, to cancel the job before it is passed on; else the job goes on.

        Raises:
            JobTimeoutError: the time is over; the job goes on.
            JobPollError: more than five refusals in a row, or an outage of 15 minutes; see `PollPolicy`.
            JobExpiredError: the service does not know the job.
            NotOfferedError: `cancel_on_interrupt` on an API that cannot cancel; nothing was sent.
            APIStatusError: a refusal that does not pass, such as `AuthenticationError`.
        """
        more = Extras.of(extras)
        return self._run(self._core.wait(job, timeout, poll, on_update, cancel_on_interrupt, more))

    def as_completed(
        self,
        jobs: Iterable[Job | str],
        timeout: float | None = None,
        poll: PollPolicy | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Iterator[Job]:
        """Each job as it ends, with few requests for many jobs; a failed one is yielded, not raised.

        One page of the list tells of many jobs; without a list that can be trusted, each is asked for alone.

        Args:
            jobs: jobs, ids, or both, taken in at once; each job is yielded once, those that have ended first.
            timeout: seconds from this call; None waits for ever. 0 polls once.
            poll: as of `wait`; without any, polls come sooner where a page shows many jobs.

        Raises:
            JobTimeoutError: the time is over and jobs are unfinished; they go on at the service.
            JobError: all others have been yielded, but some could not be waited for to the end (expired, or
                too long an outage). Both carry these jobs' `job_ids` and, one by one, `errors`.
            APIError: of a kind that concerns all jobs, such as `AuthenticationError`; with `job_ids`, too.
            TypeError, ValueError: something among `jobs` is no job and no id; nothing was sent.
        """
        from .._waiting.as_completed import Many, next_ended  # loaded late: many programs wait for one job

        many = Many.start(self._core, jobs, timeout, poll, Extras.of(extras))
        return each(lambda: next_ended(self._core, many), self._run)

    @shows_fields
    def run(
        self,
        question: Question,
        model: str | None = None,
        *,
        timeout: float | None = 1800.0,
        poll: PollPolicy | None = None,
        on_update: Callable[[Progress[Job]], object] | None = None,
        cancel_on_interrupt: bool = False,
        idempotency_key: str | None = None,
        **options: Unpack[SubmitOptions],
    ) -> Job:
        """Submit and wait; the job returned has a result, unless `on_update` ended the wait.

        Arguments are those of `submit` and `wait`; `timeout` holds for both together. With
        `cancel_on_interrupt`, a client that names no API asks the Agent API, which alone can cancel.

        Raises:
            JobFailedError: the job failed.
            JobResultMissingError: the job ended without a usable result.
            PerplexityJobsError: as `submit` and `wait`.
        """
        asked = Submission(question, model, idempotency_key, options)
        return self._run(self._core.run(asked, timeout, poll, on_update, cancel_on_interrupt))

    def list(
        self, limit: int | None = None, next_token: str | None = None, **extras: Unpack[RequestExtras]
    ) -> JobList:
        """The account's jobs, as summaries without results: a page, and all by ``for job in client.list()``.

        Args:
            limit: jobs a page at most; the service decides where left out (20), and may give fewer.
            next_token: from an earlier page; None is the first page.

        Raises:
            APIError: the service refused, or could not be reached within the retries; then as `iter`.
        """
        core, more = self._core, Extras.of(extras)
        first = self._run(core.page(core.pager(limit, next_token, extras=more)))
        pager = partial(core.pager, limit, next_token, extras=more, first=first)
        return JobList(first.items, first.next_token, first.raw, lambda: self._jobs(pager()))

    def iter(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Iterator[Job]:
        """The account's jobs one by one, fetched page by page as they are needed.

        Args:
            limit: jobs a page at most.
            next_token: where to begin.
            max_items: how many jobs at most; no page beyond them is fetched.

        Raises:
            PaginationError: the service's pages repeat themselves.
            NotOfferedError: this API has no list.
            APIError: a page could not be fetched. Every error carries the `next_token` to go on from.
        """
        return self._jobs(self._core.pager(limit, next_token, max_items, Extras.of(extras)))

    def iter_pages(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Iterator[JobPage[Job]]:
        """The same page by page; arguments and errors are those of `iter`.

        Pages are whole, so that the `next_token` of each goes on where it ends: the last one may hold more
        jobs than `max_items` asks for.
        """
        pager = self._core.pager(limit, next_token, max_items, Extras.of(extras))
        return each(lambda: self._core.next_page(pager), self._run)

    def _run(self, flow: Flow[T]) -> T:
        return drive(flow, self._transport, self._core.clock)

    def _jobs(self, pager: Pager) -> Iterator[Job]:
        return each(lambda: self._core.next_job(pager), self._run)
