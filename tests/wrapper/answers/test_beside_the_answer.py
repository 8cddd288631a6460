"""An answer stays readable, whatever another field of the body is: missing, null or of a wrong type.

Every field and every part of a whole body is replaced, one at a time, on both APIs.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest

from perplexity_jobs import Job, JobError, PerplexityJobs
from perplexity_jobs._apis.agent import AgentApi
from perplexity_jobs._apis.sonar import SonarApi
from perplexity_jobs._core.api import Api
from perplexity_jobs._core.response import BodyError
from perplexity_jobs.batch.results.result import BatchResult, of_job
from perplexity_jobs.simulator import ManualClock, Simulator

ABSENT = object()
OTHERS: tuple[Any, ...] = (
    ABSENT,
    None,
    [],
    {},
    5,
    -1,
    10**400,
    float("inf"),
    "x",
    "\ud800",
    True,
    [None],
    [{}],
    {"x": None},
)
APIS: dict[str, Api] = {"sonar": SonarApi(), "agent": AgentApi()}
Path = tuple[str | int, ...]

# What the answer itself stands in; on the Agent API the message is the last of the items.
ANSWER: dict[str, tuple[Path, ...]] = {
    "sonar": (("response", "choices", 0, "message", "content"),),
    "agent": (
        ("output", 2, "content", 0, "text"),
        ("output", 2, "content", 0, "type"),
        ("output", 2, "type"),
    ),
}


@cache
def whole(api: str) -> str:
    """The body of a finished job with every field that the service sends, its lists and texts cut short."""
    clock = ManualClock()
    with Simulator(clock=clock) as sim, PerplexityJobs(sim.api_key, sim.url, clock=clock, api=api) as client:  # type: ignore[arg-type]  # both are known
        raw = client.run("What is known about tides?", model="sonar-deep-research").raw
    return json.dumps(_short(raw))


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(inner) for name, inner in value.items()}
    if isinstance(value, str):
        return value[-300:]
    return [_short(inner) for inner in value[:3]] if isinstance(value, list) else value


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every field and every part of a body."""
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield (*path, step)
        yield from paths(value[step], (*path, step))


def replaced(body: Any, path: Path, other: Any) -> Any:
    """The body with something else in one place."""
    changed = copy.deepcopy(body)
    at = changed
    for step in path[:-1]:
        at = at[step]
    if other is ABSENT:
        del at[path[-1]]
    else:
        at[path[-1]] = other
    return changed


def read(job: Job) -> None:
    """All that a user may ask of a job; nothing but the documented errors is raised."""
    for name in (
        "created_at",
        "started_at",
        "completed_at",
        "failed_at",
        "elapsed",
        "error_message",
        "model",
    ):
        getattr(job, name)
    _ = job.reasoning, job.usage, job.cost, job.search_results, job.response, repr(job), hash(job)
    assert all(isinstance(citation.url, str) for citation in job.citations)
    for work in (job.result, job.to_markdown, lambda: job.parsed(dict)):
        with suppress(JobError):
            work()
    record = of_job(job, id="a", attempt=1, question="q", metadata={}).to_json()
    assert "Infinity" not in record
    assert BatchResult.from_json(record).text == job.text


def places() -> list[Any]:
    """The places of both bodies, as parameters."""
    found = [(api, path) for api in APIS for path in paths(json.loads(whole(api)))]
    return [pytest.param(api, path, id=f"{api}-{'.'.join(map(str, path))}") for api, path in found]


@pytest.mark.parametrize(("api", "path"), places())
def test_the_answer_stays_readable(api: str, path: Path) -> None:
    """Text, Markdown and a batch's record are there although one thing beside the text is wrong."""
    body = json.loads(whole(api))
    told = Job(APIS[api].read_job(body, None), APIS[api])
    for other in OTHERS:
        changed = replaced(body, path, other)
        if path == ("id",) and other is not ABSENT:
            if not isinstance(other, str):
                with pytest.raises(BodyError):
                    APIS[api].read_job(changed, body["id"])
            continue
        job = Job(APIS[api].read_job(changed, body["id"]), APIS[api])
        read(job)
        if any(path == answer[: len(path)] for answer in ANSWER[api]):
            continue  # it is the answer that is gone
        assert job.text == told.text, other
        if not (path[-1] == "status" or path[0] == "error" or path[-1] == "failed_at"):
            assert job.to_markdown(), other
