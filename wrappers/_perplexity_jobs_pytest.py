"""Fixtures for the tests of code that uses this package; pytest finds them by itself.

Nothing is imported until a test asks for one of them, which then needs the extra `simulator`. That is why
this module lies beside the package: every run of pytest would have to load what the package begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs
    from perplexity_jobs.simulator import Simulator

_MARK = "perplexity_simulator"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", f"{_MARK}(**options): what the fixture {_MARK} passes to Simulator.")


@pytest.fixture
def perplexity_simulator(request: pytest.FixtureRequest) -> Iterator[Simulator]:
    """A simulator on a clock that no test waits for; `PerplexityJobs()` talks to it while the test runs.

    ``@pytest.mark.perplexity_simulator(answers=[...], durations=30)`` passes options to `Simulator`.
    """
    from perplexity_jobs.simulator import ManualClock, Simulator

    options: dict[str, Any] = {}
    for mark in reversed(list(request.node.iter_markers(_MARK))):  # the nearest one comes last
        if mark.args:
            pytest.fail(f"@pytest.mark.{_MARK} takes keywords, such as answers=[...].", pytrace=False)
        options |= mark.kwargs
    if "speed" not in options:
        options.setdefault("clock", ManualClock())
    with Simulator(**options).environment() as simulator:
        yield simulator


@pytest.fixture
def perplexity_jobs(perplexity_simulator: Simulator) -> Iterator[PerplexityJobs]:
    """A client of the simulator."""
    from perplexity_jobs import PerplexityJobs

    with PerplexityJobs() as client:
        yield client


@pytest.fixture
def async_perplexity_jobs(perplexity_simulator: Simulator) -> AsyncPerplexityJobs:
    """A client of the simulator for asyncio and trio, under whatever plugin runs the test."""
    import httpx

    from perplexity_jobs import AsyncPerplexityJobs

    # It keeps no connection: the event loop is gone when the fixture ends, and nobody could close one then.
    limits = httpx.Limits(max_keepalive_connections=0)
    return AsyncPerplexityJobs(http_client=httpx.AsyncClient(limits=limits, trust_env=False, verify=False))
