"""Fixtures: a simulator and a raw httpx client, so that the package's own client hides nothing."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from perplexity_jobs.simulator import ManualClock, Simulator

PATH = "/async/chat/completions"

# Loading the certificates of the world takes longer than most of these tests.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class World:
    """One simulator, its clock, and requests to it."""

    def __init__(self, sim: Simulator, clock: ManualClock, http: httpx.Client) -> None:
        self.sim = sim
        self.clock = clock
        self.http = http

    def submit(
        self,
        question: str = "What is simulated here?",
        *,
        model: str = "sonar-deep-research",
        key: str | None = None,
        headers: dict[str, str] | None = None,
        **fields: Any,
    ) -> httpx.Response:
        """POST a question."""
        request = {"model": model, "messages": [{"role": "user", "content": question}], **fields}
        body = {"request": request} if key is None else {"request": request, "idempotency_key": key}
        return self.http.post(PATH, json=body, headers=headers)

    def job_id(self, question: str = "What is simulated here?", **options: Any) -> str:
        """The id of a new job."""
        return str(self.submit(question, **options).json()["id"])

    def get(self, job_id: str, *, headers: dict[str, str] | None = None) -> httpx.Response:
        """GET a job."""
        return self.http.get(f"{PATH}/{job_id}", headers=headers)

    def list(self, **query: str | int) -> httpx.Response:
        """GET a page of the list."""
        return self.http.get(PATH, params=query)

    def pages(self, **query: str | int) -> Iterator[dict[str, Any]]:
        """Every page of the list, at most 50."""
        for _ in range(50):
            page = self.list(**query).json()
            yield page
            if not page.get("next_token"):
                return
            query["next_token"] = page["next_token"]

    def create(
        self,
        question: str | Sequence[dict[str, Any]] = "What is simulated here?",
        *,
        headers: dict[str, str] | None = None,
        **fields: Any,
    ) -> httpx.Response:
        """POST a question to the Agent API."""
        body = {"input": question, "preset": "fast", "background": True, **fields}
        return self.http.post("/v1/agent", json=body, headers=headers)

    def response_id(self, question: str = "What is simulated here?", **options: Any) -> str:
        """The id of a new response of the Agent API."""
        return str(self.create(question, **options).json()["id"])

    def response(self, response_id: str) -> httpx.Response:
        """GET a response of the Agent API."""
        return self.http.get(f"/v1/agent/{response_id}")

    def cancel(self, response_id: str) -> httpx.Response:
        """Ask for the end of a response of the Agent API."""
        return self.http.post(f"/v1/agent/{response_id}/cancel")


MakeWorld = Callable[..., World]


@pytest.fixture
def make_world() -> Iterator[MakeWorld]:
    """Makes worlds that listen on a socket; everything ends with the test."""
    with ExitStack() as stack:

        def make(*, request_timeout: float = 5.0, **options: Any) -> World:
            clock = ManualClock()
            sim = stack.enter_context(Simulator(clock=clock, **options))
            headers = {"authorization": f"Bearer {sim.api_key}"}
            http = stack.enter_context(
                httpx.Client(base_url=sim.url, headers=headers, timeout=request_timeout, verify=NO_TLS)
            )
            return World(sim, clock, http)

        yield make


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world without faults, in which every job takes 100 seconds."""
    return make_world(durations=100)
