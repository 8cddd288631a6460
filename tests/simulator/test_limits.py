"""Rate limits: which requests are refused, for how long, and the headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.simulator.conftest import MakeWorld


@pytest.mark.parametrize(("tier", "submits"), list(enumerate([5, 10, 20, 40, 60, 100])))
def test_tiers_limit_submits(make_world: MakeWorld, tier: int, submits: int) -> None:
    """A tier allows as many submits at once as it has per minute, and refuses the next."""
    world = make_world(rate_limits=tier)
    statuses = [world.submit(model="sonar").status_code for _ in range(submits + 1)]
    assert statuses == [200] * submits + [429]
    assert world.list().status_code == 200


def test_waiting_as_long_as_told_is_enough(make_world: MakeWorld) -> None:
    """After the announced seconds the next submit is accepted, by `Retry-After` and by the reset alike."""
    world = make_world(rate_limits={"submit": 5})
    for _ in range(5):
        world.submit()
    refused = world.submit()
    assert refused.json()["error"]["type"] == "rate_limit_exceeded"
    wait = int(refused.headers["retry-after"])
    assert int(refused.headers["x-ratelimit-reset"]) == world.clock.time() + wait
    assert wait == 12
    world.clock.advance(wait)
    assert world.submit().status_code == 200
    assert world.submit().status_code == 429


def test_headers_count_down(make_world: MakeWorld) -> None:
    """Every answer says how many requests are left; operations without a limit say nothing."""
    world = make_world(rate_limits={"submit": 5})
    left = [int(world.submit().headers["x-ratelimit-remaining"]) for _ in range(6)]
    assert left == [4, 3, 2, 1, 0, 0]
    assert not [name for name in world.list().headers if name.startswith("x-ratelimit")]
