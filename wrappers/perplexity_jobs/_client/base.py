"""What the two clients have in common: settings, clock and operations, but no input or output."""

from __future__ import annotations

import random
from typing import Any, Generic

from .._core.api import Api
from .._core.job import AsyncJob, J_co
from .._core.operations import Core
from .._values.clock import Clock, SystemClock
from .._values.job_data import JobData, Sighting
from .._values.log import configure_from_environment
from .._values.secret import Secret
from .._values.settings import ApiName, Config, resolve_api


class ClientBase(Generic[J_co]):
    """Settings and operations of a client whose jobs are of the kind `job_class`."""

    def __init__(
        self,
        job_class: type[J_co],
        api_key: Secret,
        base_url: Secret,
        request_timeout: float | None,
        max_retries: int,
        clock: Clock | None,
        api_name: str | None,
        max_response_bytes: int,
    ) -> None:
        configure_from_environment()
        self._config = Config.resolve(api_key, base_url, request_timeout, max_retries, max_response_bytes)
        wait = "async_sleep" if job_class is AsyncJob else "sleep"
        if clock is not None and (isinstance(clock, type) or not hasattr(clock, wait)):
            raise TypeError(f"clock= takes an object with the methods of Clock, not {clock!r:.100}.")
        self._clock: Clock = clock or SystemClock()
        self._api_name = resolve_api(api_name)
        api = _api(self._api_name)

        def make_job(data: JobData, key: str | None, sighting: Sighting | None) -> J_co:
            made: Any = job_class(data, api, self, key, sighting)
            return made  # type: ignore[no-any-return]  # mypy does not see attrs' __init__ through the type variable

        self._core: Core[J_co] = Core(
            api=api,
            request_timeout=request_timeout,
            max_retries=max_retries,
            monotonic=self._clock.monotonic,
            time=self._clock.time,
            random=random.random,
            make_job=make_job,
        )

    def __repr__(self) -> str:
        # Tools that show the variables of frames ask for it while the client is being made, too.
        if "_core" not in vars(self):
            return f"{type(self).__name__}(…)"
        return f"{type(self).__name__}(api={self._api_name!r}, base_url={self._config.base_url!r})"


def _api(name: ApiName) -> Api:
    """One API is spoken, so one is loaded: the other one would make every start longer."""
    if name == "agent":
        from .._apis.agent import AgentApi

        return AgentApi()
    from .._apis.sonar import SonarApi

    return SonarApi()
