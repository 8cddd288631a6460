"""The bodies of the benchmarks' server have the documented kinds and sizes, on both APIs."""

from __future__ import annotations

import json

import httpx
import pytest
from bench import bodies, rivals, server
from bench.apis import APIS, Api, answered

from perplexity_jobs import JobStatus, PerplexityJobs


def client_of(api: Api, body: bytes) -> PerplexityJobs:
    """A client whose every request is answered with this body."""
    answering = httpx.MockTransport(lambda _request: httpx.Response(200, content=body))
    http_client = httpx.Client(transport=answering)
    return PerplexityJobs("key", "http://bench", http_client=http_client, api=api.name)


@pytest.mark.parametrize("api", APIS.values(), ids=list(APIS))
def test_a_finished_job_is_a_deep_research_report(api: Api) -> None:
    """About 70 kB with 60 sources, all of which the client reads; a running job and a batch's are small."""
    body = api.body("finished-1")
    job = client_of(api, body).get("finished-1")
    assert 65_000 < len(body) < 75_000
    assert job.status is JobStatus.COMPLETED
    assert len(job.text or "") > 40_000
    assert len(job.citations) == len(job.search_results) == 60
    assert job.cost is not None
    assert 0.38 <= job.cost <= 1.26
    running = api.body("running")
    assert len(running) < 1_000
    assert not client_of(api, running).get("running").is_terminal
    short = json.dumps({**answered(api), "id": "a"}).encode()
    assert len(short) < 2_000
    assert client_of(api, short).get("a").text == "Yes."


def test_an_account_of_running_jobs_is_listed_to_its_end() -> None:
    """Pages have at most a hundred jobs."""
    with server.served() as url, PerplexityJobs(rivals.KEY, server.account_of(url, 250)) as client:
        pages = list(client.iter_pages(limit=500))
    assert [len(page.items) for page in pages] == [100, 100, 50]
    assert [job.id for page in pages for job in page.items] == [bodies.job_id(n) for n in range(250)]
    assert not any(job.is_terminal for page in pages for job in page.items)
