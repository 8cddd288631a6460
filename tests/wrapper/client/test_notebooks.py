"""Jobs in notebooks, as JSON (`to_dict`), and their request id."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
from markdown_it import MarkdownIt

from perplexity_jobs.simulator import Simulator

from ..conftest import ClientFactory

QUESTION = "What is known about tides?"


def test_a_notebook_shows_the_answer_with_its_sources(
    connect: ClientFactory, simulator: Simulator, api: str
) -> None:
    """Marks keep their numbers and the sources are links, without footnotes, which notebooks do not know."""
    client = connect(simulator, api=api)
    job = client.submit(QUESTION)
    assert job._repr_markdown_() is None, "so that the repr is shown"
    done = job.wait()
    shown = done._repr_markdown_()
    assert shown.startswith(done.text.rstrip())
    page = MarkdownIt().render(shown)
    for source in done.citations:
        assert f'[{source.number}] <a href="' in page
    assert "[^" not in shown
    simulator.fault = "fail-always"
    assert client.submit(QUESTION).wait()._repr_markdown_() is None


def test_progress_is_a_line_for_people(connect: ClientFactory, simulator: Simulator) -> None:
    """So that on_update=print, and a display that a notebook updates, say how far a wait is."""
    simulator.fault = "get-520"
    heard: list[Any] = []
    connect(simulator, api="sonar").run(QUESTION, on_update=heard.append)
    lines = [str(progress) for progress in heard]
    assert re.match(r"CREATED after \d+ s, 1 poll, the next in \d+ s \(GET .* answered 520", lines[0])
    assert re.fullmatch(r"IN_PROGRESS after \d+ s, 2 polls, the next in \d+ s", lines[1])
    assert re.fullmatch(rf"COMPLETED after \d+ s, {len(lines)} polls", lines[-1])
    assert [progress._repr_markdown_() for progress in heard] == lines


def test_a_body_is_copied_for_json(connect: ClientFactory, simulator: Simulator, api: str) -> None:
    """to_dict() is the service's body, and changing it changes no snapshot."""
    done = connect(simulator, api=api).run(QUESTION)
    body = done.to_dict()
    assert json.loads(json.dumps(body)) == done.raw
    next(value for value in body.values() if isinstance(value, dict | list)).clear()
    assert body != done.raw


def test_a_snapshot_names_the_request_that_brought_it(over: ClientFactory, api: str) -> None:
    """Each its own, those of a list that of the list; without the header there is none."""
    numbers = iter(range(9))

    def answer(request: httpx.Request) -> httpx.Response:
        n = next(numbers)
        job: dict[str, Any] = {"id": "resp_1", "created_at": 1, "model": "m", "object": "response"}
        job["status"] = "IN_PROGRESS" if api == "sonar" else "in_progress"
        body = {"requests": [job], "next_token": None} if request.url.query else job
        return httpx.Response(200, json=body, headers={} if n == 3 else {"X-Request-Id": f"req-{n}"})

    client = over(answer, api=api)
    first = client.submit(QUESTION)
    second = first.refresh()
    assert (first.request_id, second.request_id) == ("req-0", "req-1")
    assert first == second, "another request is no other state"
    [seen] = client.list(limit=5).items if api == "sonar" else [second.refresh()]
    assert (seen.request_id, seen.refresh().request_id) == ("req-2", None)
    assert client.job("resp_1").request_id is None
