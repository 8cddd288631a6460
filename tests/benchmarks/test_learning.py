"""The benchmark of polling many jobs counts the states that the server sent."""

from __future__ import annotations

import asyncio

from bench import learning, server


def test_a_page_tells_of_a_hundred_jobs_and_a_single_look_of_one() -> None:
    """The same wait on both APIs; no job ends, and nothing sleeps."""
    with server.served() as url:
        pages, singles = (asyncio.run(learning.wait(url, api, 120, 30.0)) for api in ("sonar", "agent"))
    # A request that is cut at the end of the wait tells no state; how many those are depends on the machine.
    assert 0 < singles["states a request"] <= 1 < pages["states a request"] <= 100
    assert pages["requests a minute with its pauses"] < singles["requests a minute with its pauses"]
