"""The benchmark of polling many jobs counts the states that the server sent."""

from __future__ import annotations

import asyncio

from bench import learning, server


def test_a_page_tells_of_a_hundred_jobs_and_a_single_look_of_one() -> None:
    """The same wait on both APIs; no job ends, and nothing sleeps."""
    with server.served() as url:
        pages, singles = (asyncio.run(learning.wait(url, api, 300, 60.0)) for api in ("sonar", "agent"))
    assert singles["states a request"] == 1
    # Now and then a job is asked for by itself although a page has shown it. Where the machine is so busy
    # that a page comes late, the list is left alone for a while.
    assert 10 < pages["states a request"] < 100
    assert pages["requests a minute with its pauses"] < singles["requests a minute with its pauses"] / 2
