"""The API of a client that names none: the one documented first, until the service says that it has ended.

Each job is asked for through the API that its id tells of. A request that only the Agent API can express goes
there at once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._core.api import Api, JobPage
from .._values.call import Call
from .._values.job_data import JobData
from .._values.settings import ApiName

if TYPE_CHECKING:
    from .._answers.result import Result
    from .._core.poll_policy import PollPolicy


def adapter_of(name: ApiName | None) -> Api:
    """The adapter of an API, or of both where none is named; one is loaded when it is needed."""
    if name is None:
        return EitherApi()
    if name == "agent":
        from .agent import AgentApi

        return AgentApi()
    from .sonar import SonarApi

    return SonarApi()


class EitherApi(Api):
    """Both APIs for one client; `spoken` is the one that takes its questions."""

    dates_anew = True  # that of a job is asked of its own adapter

    def __init__(self) -> None:
        self._lock, self._untold = threading.Lock(), False
        self._speak(adapter_of("sonar"))

    def _speak(self, api: Api) -> None:
        self.spoken = api
        self.name, self.has_keys, self.can_list = api.name, api.has_keys, api.can_list

    def of(self, job_id: str) -> Api:
        """The adapter of the API that a job belongs to, by its id."""
        return adapter_of("agent" if job_id.startswith("resp_") else "sonar")

    def for_fields(self, names: frozenset[str]) -> Api:
        """The adapter that takes a question with these fields."""
        if self.spoken.name == "sonar":
            from .sonar import field_names

            if others := names - field_names() - {"model"}:
                from .translation.translate import agent_fields  # loaded late: most questions have no others

                if others & agent_fields():
                    return adapter_of("agent")
        return self.spoken

    def that_cancels(self) -> Api:
        """That of the Agent API: it alone can cancel."""
        return adapter_of("agent")

    def move_on(self, ended: Api) -> bool:
        """Speak the successor of an API that the service has ended, for good; False where there is none."""
        if ended.name == "agent":
            return False
        successor = adapter_of("agent")
        with self._lock:  # many threads may be refused at once
            if self.spoken.name != successor.name:
                self._speak(successor)
                self._untold = True
        return True

    def has_moved_on(self) -> bool:
        """Whether the caller is to be told now that the successor is spoken: True once."""
        with self._lock:
            told, self._untold = not self._untold, False
        return not told

    def with_list(self) -> Api:
        """The adapter whose list can show jobs of this client, whatever is spoken."""
        return adapter_of("sonar")

    def submit(
        self, question: Any, *, model: str | None, fields: Mapping[str, Any], idempotency_key: str
    ) -> Call:
        """The request that creates a job."""
        return self.spoken.submit(question, model=model, fields=fields, idempotency_key=idempotency_key)

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

    def read_page(self, body: Any) -> JobPage[JobData]:
        """A page from a decoded body."""
        return self.with_list().read_page(body)  # it was asked for before the other was spoken

    def read_result(self, data: JobData) -> Result:
        """The result of a job."""
        return self.of(data.id).read_result(data)

    def policy_for(self, model: str | None) -> PollPolicy:
        """How to wait for a model or effort level; the Agent API knows those of both."""
        api = self.spoken if model is None or model.startswith("sonar") else adapter_of("agent")
        return api.policy_for(model)
