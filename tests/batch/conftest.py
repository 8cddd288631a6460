"""Fixtures for batches against an in-process simulator on a manual clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from perplexity_jobs import AsyncPerplexityJobs
from perplexity_jobs._values.settings import ApiName
from perplexity_jobs.batch import Batch, BatchResult, Summary
from perplexity_jobs.simulator import ManualClock, Simulator

THREE = [{"id": name, "question": f"What of {name}?"} for name in "abc"]


class World:
    """One simulator, its clock, and a batch in a folder."""

    def __init__(self, folder: Path, api: ApiName = "sonar", **settings: Any) -> None:
        self.api = api
        self.clock = ManualClock()
        self.sim = Simulator(clock=self.clock, **{"durations": 100, **settings})
        self.folder = folder
        self.ledger = folder / "questions.ledger"
        self.out = folder / "results.jsonl"

    @property
    def batch(self) -> Batch:
        return Batch(self.ledger)

    def client(
        self, api_key: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> AsyncPerplexityJobs:
        """A client of the simulator, or of what answers through a transport."""
        transport = transport or httpx.ASGITransport(app=self.sim.app)
        return AsyncPerplexityJobs(
            api_key or self.sim.api_key,
            "http://simulator",
            max_retries=0,
            http_client=httpx.AsyncClient(transport=transport),
            clock=self.clock,
            api=self.api,
        )

    def run(self, items: Sequence[Any] | Path, **options: Any) -> Summary:
        """Run the batch; results go to `self.out` unless the test says otherwise."""
        given = {"out": self.out, "client": self.client(), "submit_rate": float("inf"), **options}
        return self.batch.run(items, **given)

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the results file."""
        return [json.loads(line) for line in self.out.read_text().splitlines()]

    def results(self) -> dict[str, BatchResult]:
        """The last result of each item."""
        return {result.id: result for result in self.batch.results()}

    def asked(self) -> list[str]:
        """The questions that were bought, in their order."""
        return [job.question for job in self.sim.jobs]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which every job takes 100 seconds."""
    return World(tmp_path)


@pytest.fixture
def make_world(tmp_path: Path) -> Callable[..., World]:
    """Makes worlds with settings of the simulator."""
    return lambda **settings: World(tmp_path, **settings)
