"""What the two clients and their jobs have in common: settings, clock, operations and typed results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from .._core.api import Api
from .._core.job import J_co, JobBase, T, answer_of
from .._core.operations import Core
from .._values.clock import Clock, SystemClock
from .._values.job_data import JobData, Sighting
from .._values.log import configure_from_environment
from .._values.secret import Secret
from .._values.settings import ApiName, Config, resolve_api

if TYPE_CHECKING:
    from .._apis.keywords import Response


class BoundJob(JobBase):
    """What `Job` and `AsyncJob` have in common: the typed result, and the client that they are bound to."""

    @property
    def response(self) -> Response | None:
        """The typed result, or None where there is none or it is not readable; `result()` says why."""
        try:
            return None if self.text is None else self._result.typed
        except ValueError:
            return None

    @overload
    def result(self) -> Response: ...
    @overload
    def result(self, kind: type[T]) -> T: ...
    def result(self, kind: type[Any] | None = None) -> Any:
        """The typed result of a completed job.

        What `text`, `citations`, `usage` and `cost` offer is the same for every API; this is the generated
        model of the one in use. Where the answer is not whole it raises, and `text` holds what there is.

        Args:
            kind: the generated class of the API in use, for type checkers: with it, the result has that type
                and not the union of all.

        Raises:
            JobFailedError: the job failed; `JobCancelledError`: it was cancelled.
            JobResultMissingError: the job has not ended, ended early, was cut off, waits for the caller's
                functions, or has no readable result.
            TypeError: the result is not of that kind.
        """
        try:
            typed = answer_of(self).typed
        except ValueError as problem:
            raise self._without_result(str(problem)) from problem
        if kind is not None and not isinstance(typed, kind):
            raise TypeError(f"the result is a {type(typed).__name__}, not a {kind.__name__}")
        return typed

    def _bound(self) -> Any:
        if self._client is None:
            raise RuntimeError(
                f"This job is not bound to a client (it was unpickled); use client.job({self.id!r})."
            )
        return self._client


class ClientBase(Generic[J_co]):
    """What the two clients have in common: their operations, which hold the settings and the clock."""

    _job_class: type[Any]
    _sleep: str  # the method of a clock that this client waits with

    def __init__(
        self,
        api_key: Secret,
        base_url: Secret,
        request_timeout: float | None,
        max_retries: int,
        clock: Clock | None,
        api: str | None,
        max_response_bytes: int,
    ) -> None:
        configure_from_environment()
        config = Config.resolve(api_key, base_url, request_timeout, max_retries, max_response_bytes)
        if clock is not None and (isinstance(clock, type) or not hasattr(clock, self._sleep)):
            raise TypeError(f"clock= takes an object with the methods of Clock, not {clock!r:.100}.")
        adapter = adapter_of(resolve_api(api))
        self._core: Core[J_co] = Core(adapter, config, clock or SystemClock(), self._make_job)

    def _make_job(self, data: JobData, key: str | None, sighting: Sighting | None) -> J_co:
        made: J_co = self._job_class(data, self._core.api, self, key, sighting)
        return made

    def __repr__(self) -> str:
        # Tools that show the variables of frames ask for it while the client is being made, too.
        if "_core" not in vars(self):
            return f"{type(self).__name__}(…)"
        return f"{type(self).__name__}(api={self._core.api.name!r}, base_url={self._core.config.base_url!r})"


def core_of(client: ClientBase[J_co]) -> Core[J_co]:
    """The operations of a client, for the rooms above."""
    return client._core


def adapter_of(name: ApiName) -> Api:
    """The adapter of an API; the other one is not loaded, since it would make every start longer."""
    if name == "agent":
        from .._apis.agent import AgentApi

        return AgentApi()
    from .._apis.sonar import SonarApi

    return SonarApi()
