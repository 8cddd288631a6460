"""`Api`: the two APIs as the benchmarks see them, with paths, response bodies and the clients' functions.

All other modules take an `Api`. Names of cases on the Agent API end with its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from attrs import field, frozen

from . import agent_bodies, bodies


@frozen(eq=False)
class Api:
    """One API.

    Attributes:
        name: as ``PerplexityJobs(api=...)`` takes it.
        title: for readers.
        paths: of its jobs; the official SDK asks the Agent API by an alias.
        can_list: whether there is a list.
        operation: the generated module that asks for a job.
        models: the generated classes of a job and of a page, or of a job only.
        sdk_models: the same of the official SDK.
        sdk_get: the official SDK's function that asks for a job, from its client.
        made: the bodies of a running, a finished, and a shortly answered job.
    """

    name: Literal["sonar", "agent"]
    title: str
    paths: tuple[str, ...]
    can_list: bool
    operation: str
    models: tuple[str, ...]
    sdk_models: tuple[str, ...]
    sdk_get: Callable[[Any], Callable[[str], Any]]
    made: tuple[Callable[[], dict[str, Any]], ...] = field(repr=False)

    @property
    def path(self) -> str:
        """Where its jobs are."""
        return self.paths[0]

    def case(self, words: str) -> str:
        """The name of a case on this API."""
        return words if self is SONAR else f"{words}, {self.title}"

    def body(self, job_id: str) -> bytes:
        """What the server answers for an id: a finished job where it says so, else a running one."""
        return job_id.encode().join(_parts(self, job_id.startswith("finished")))


@cache
def _parts(api: Api, finished: bool) -> list[bytes]:
    running, ended, _ = api.made
    return json.dumps(ended() if finished else running()).encode().split(bodies.ID.encode())


@cache
def answered(api: Api) -> dict[str, Any]:
    """A short finished job, as a dict that still needs its id."""
    return api.made[2]()


SONAR = Api(
    "sonar",
    "asynchronous chat completions",
    ("/async/chat/completions",),
    can_list=True,
    operation="perplexity_openapi.api.jobs.get_job",
    models=("AsyncApiChatCompletionsResponse", "ListAsyncApiChatCompletionsResponse"),
    sdk_models=("AsyncApiChatCompletionsResponseOutput", "ListAsyncApiChatCompletionsResponseOutput"),
    sdk_get=lambda client: client.async_.chat.completions.get,
    made=(bodies.running, bodies.finished, bodies.answered),
)
AGENT = Api(
    "agent",
    "Agent API",
    ("/v1/agent", "/v1/responses"),
    can_list=False,
    operation="perplexity_openapi.api.agent.get_agent_response",
    models=("ResponsesResponse",),
    sdk_models=("ResponsesResponseOutput",),
    sdk_get=lambda client: client.responses.retrieve,
    made=(agent_bodies.running, agent_bodies.finished, agent_bodies.answered),
)
APIS: dict[str, Api] = {api.name: api for api in (SONAR, AGENT)}
