"""The base of both clients: their constructor, copies with other settings, `as_completed`, `iter` and
`iter_pages`; and the functions by which batch and command line reach into a client.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from inspect import signature
from typing import TYPE_CHECKING, Any, Generic, Self, TypedDict, TypeVar, Unpack

from attrs import evolve

from .._apis.either import EitherApi, adapter_of
from .._core.effects import Flow
from .._core.operations import Core
from .._core.poll import J
from .._core.poll_policy import PollPolicy, check_wait
from .._values.clock import Clock, resolve_clock
from .._values.extras import Extras
from .._values.job_data import JobData, Sighting
from .._values.log import configure_from_environment
from .._values.secret import Secret
from .._values.settings import MAX_RESPONSE_BYTES, ApiName, Config, resolve_api
from .._values.signature import shows

if TYPE_CHECKING:
    from .._apis.keywords import RequestExtras

H = TypeVar("H")
Jobs = TypeVar("Jobs")
Pages = TypeVar("Pages")


class ClientOptions(TypedDict, total=False):
    """What `with_options` takes; see the constructor."""

    request_timeout: float | None
    max_retries: int
    poll: PollPolicy | None
    api: ApiName | None


def _submit_options() -> type:
    from .._apis.keywords import SubmitOptions  # loaded late: it takes longer than all of this package

    return SubmitOptions


shows_fields = shows(_submit_options)


class ClientBase(Generic[J, H, Jobs, Pages]):
    """What the two clients have in common; `Jobs` and `Pages` are the iterators of each."""

    _job_class: type[J]
    _transport_class: type[Any]
    _sleep: str  # the method of a clock that this client waits with
    _each: Callable[[Callable[[], Flow[Any]]], Any]  # what flows give, one by one

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        if "timeout" in kwargs:
            del args, kwargs  # the key, for tools that show the variables of a frame
            raise TypeError(
                f"{cls.__name__}() takes request_timeout=, seconds for one request; timeout= is that of "
                "wait() and run()."
            )
        return super().__new__(cls)

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        request_timeout: float | None = 30.0,
        max_retries: int = 2,
        http_client: H | None = None,
        *,
        clock: Clock | None = None,
        api: ApiName | None = None,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        poll: PollPolicy | None = None,
    ) -> None:
        """Take in the settings; no request is made.

        Args:
            api_key: sent as a bearer token; from ``PERPLEXITY_API_KEY`` where left out.
            base_url: of the service; from ``PERPLEXITY_BASE_URL``, else the document's server.
            request_timeout: seconds for one request as a whole; None for no limit.
            max_retries: repetitions of a single request (submit, get, list) after a failure that may pass.
            http_client: an ``httpx.Client``, or ``httpx.AsyncClient`` for asyncio, of your own (proxies, TLS,
                HTTP/2), or one of httpx2; closing it stays with you. Of its cookies, those that it has now
                are sent, not what the service sets later.
            clock: the passing of time, for tests; that of the simulator where ``PERPLEXITY_CLOCK`` and
                ``PERPLEXITY_BASE_URL`` lead to one, else the machine's.
            api: ``"sonar"``, the asynchronous chat completions, or ``"agent"``, the
                background mode of the Agent API; from ``PERPLEXITY_API`` where left out. Where that says
                nothing either, the first is spoken until the service refuses a submit because it has ended
                that API (it did on 27 September 2026); then the client warns once and goes on with the other.
            max_response_bytes: the largest body of an answer, as it comes and unpacked; 64 MiB where left
                out. Reading stops there. An answer to a submit that is larger leaves open whether there is a
                job.
            poll: how often waits poll, where they are not told otherwise; by the model where left out.

        Raises:
            UsageError: there is no key, or the key or the address cannot be one. What the environment says
                about proxies and certificates is read at the first request, which raises it then.
            TypeError: `http_client` is none of its kind.
        """
        # Not under their names: the variables of a frame that fails are shown by many tools.
        key, url, api_key, base_url = Secret(api_key), Secret(base_url), None, None
        configure_from_environment()
        config = Config(key, url, request_timeout, max_retries, max_response_bytes)
        if clock is not None and (isinstance(clock, type) or not hasattr(clock, self._sleep)):
            raise TypeError(f"clock= takes an object with the methods of Clock, not {clock!r:.100}.")
        check_wait(None, poll)
        adapter = adapter_of(resolve_api(api))
        self._core: Core[J] = Core(
            adapter, config, clock or resolve_clock(config.base_url), self._make_job, poll=poll
        )
        self._transport = self._transport_class(config, http_client)

    @shows(lambda: ClientOptions)
    def with_options(self, **options: Unpack[ClientOptions]) -> Self:
        """A client with other settings over the same connections, which closing either of them closes.

            quick = client.with_options(request_timeout=5.0, max_retries=0)

        Args:
            options: `request_timeout`, `max_retries`, `poll` and `api`, as of the constructor; what is left
                out stays as it is. Key, address and `http_client` belong to the connections: for others,
                make a new client.

        Raises:
            TypeError: there is no such option here.
        """
        known = ClientOptions.__annotations__.keys()
        if unknown := options.keys() - known:
            raise TypeError(
                f"with_options() takes {', '.join(known)}, not {min(unknown)}. Key, address and http_client "
                "belong to the connections: for others, make a new client."
            )
        core, other = self._core, copy(self)
        poll = options.get("poll", core.poll)
        check_wait(None, poll)
        changed: Any = {name: value for name, value in options.items() if name not in ("api", "poll")}
        config = evolve(core.config, **changed)
        api = adapter_of(resolve_api(options["api"])) if "api" in options else core.api
        other._core = Core(api, config, core.clock, other._make_job, core.random, poll)
        return other

    def job(self, job_id: str) -> J:
        """A handle on a job by its id, without a request: to pick it up after a restart."""
        return self._core.handle(job_id)

    def as_completed(
        self,
        jobs: Iterable[J | str],
        timeout: float | None = None,
        poll: PollPolicy | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Jobs:
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
        ended: Jobs = self._each(partial(next_ended, self._core, many))
        return ended

    def iter(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Jobs:
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
        pager = self._core.pager(limit, next_token, max_items, Extras.of(extras))
        jobs: Jobs = self._each(partial(self._core.next_job, pager))
        return jobs

    def iter_pages(
        self,
        limit: int | None = None,
        next_token: str | None = None,
        max_items: int | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Pages:
        """The same page by page; arguments and errors are those of `iter`.

        Pages are whole, so that the `next_token` of each goes on where it ends: the last one may hold more
        jobs than `max_items` asks for.
        """
        pager = self._core.pager(limit, next_token, max_items, Extras.of(extras))
        pages: Pages = self._each(partial(self._core.next_page, pager))
        return pages

    def _make_job(self, data: JobData, key: str | None, sighting: Sighting | None) -> J:
        return self._job_class(data, self._core.api.of(data.id), self, key, sighting)

    def __repr__(self) -> str:
        core = vars(self).get("_core")  # tools that show the variables of frames ask before it is there, too
        told = f"api={core.api.name!r}, base_url={core.config.base_url!r}" if core else "…"
        return f"{type(self).__name__}({told})"


vars(ClientBase.__new__)["__signature__"] = signature(ClientBase.__init__)


def core_of(client: ClientBase[J, Any, Any, Any]) -> Core[J]:
    """The operations of a client, for the rooms above."""
    return client._core


def spoken_by(client: ClientBase[Any, Any, Any, Any]) -> ApiName | None:
    """The API that a client speaks for good; None where the service has not answered that yet."""
    api = client._core.api
    return None if isinstance(api, EitherApi) and api.name == "sonar" else api.name


def has_http_client(client: ClientBase[Any, Any, Any, Any]) -> bool:
    """Whether its connections are those of an ``http_client=``."""
    return bool(client._transport.is_lent)
