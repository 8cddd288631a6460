"""The API of a client that names none: the one documented first, until the service says that it has ended.

Each job is asked for through the API that its id tells of. A request that only the Agent API can express goes
there at once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from .._core.api import Api
from .._values.call import Call
from .._values.job_data import JobData
from .._values.settings import ApiName
from .building import field_names
from .sonar import SonarApi


def adapter_of(name: ApiName | None) -> Api:
    """The adapter of an API, or of both where none is named."""
    if name == "agent":
        from .agent import AgentApi  # loaded late: many clients never need it

        return AgentApi()
    return EitherApi() if name is None else SonarApi()


class EitherApi(SonarApi):
    """Both APIs for one client; `spoken` is the one that takes its questions, which `for_fields` gives."""

    def __init__(self) -> None:
        self.spoken: Api = SonarApi()
        self._lock, self._is_told = threading.Lock(), True

    def of(self, job_id: str) -> Api:
        """The adapter of the API that a job belongs to, by its id."""
        return adapter_of("agent" if job_id.startswith("resp_") else "sonar")

    def for_fields(self, fields: Mapping[str, Any]) -> Api:
        """The adapter that takes a question with these fields, `model` among them."""
        from .translation.table import level_of  # loaded late: nothing is asked at the start

        names = {name for name, value in fields.items() if value is not None}
        others = names - field_names("sonar") - {"model"}
        model = str(fields.get("model") or "")
        is_agents = "/" in model or level_of(model) or others & field_names("agent")
        return adapter_of("agent") if is_agents else self.spoken

    def that_cancels(self) -> Api:
        """That of the Agent API: it alone can cancel."""
        return adapter_of("agent")

    def move_on(self, ended: Api) -> bool:
        """Speak the successor of an API that the service has ended, for good; False where there is none."""
        with self._lock:  # many threads may be refused at once
            if ended.name == "sonar" and self.spoken.name == "sonar":
                api = self.spoken = adapter_of("agent")
                self.name, self.has_keys, self.can_list = api.name, api.has_keys, api.can_list
                self._is_told = False
        return ended.name == "sonar"

    def has_moved_on(self) -> bool:
        """Whether the caller is to be told now that the successor is spoken: True once."""
        with self._lock:
            was_told, self._is_told = self._is_told, True
        return not was_told

    def with_list(self) -> Api:
        """The adapter whose list can show jobs of this client, whatever is spoken."""
        return adapter_of("sonar")

    def get(self, job_id: str) -> Call:
        """The request that asks for a job."""
        return self.of(job_id).get(job_id)

    def list(self, limit: int | None, next_token: str | None) -> Call:
        """The request for a page of the list."""
        return self.spoken.list(limit, next_token)

    def cancel(self, job_id: str) -> Call:
        """The request that asks for the end of a job."""
        return self.of(job_id).cancel(job_id)

    def read_job(self, body: Any, job_id: str | None) -> JobData:
        """A job from a decoded body."""
        return (self.of(job_id) if job_id else self.spoken).read_job(body, job_id)
