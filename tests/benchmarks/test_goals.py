"""Verdicts of the benchmarks, from made-up samples."""

from __future__ import annotations

import pytest
from bench import goals, instructions, rivals
from bench.apis import AGENT, SONAR, Api
from bench.samples import Sample


@pytest.mark.parametrize("api", [SONAR, AGENT])
@pytest.mark.parametrize(("ours", "words"), [(1.1, "met"), (1.3, "**missed**")])
@pytest.mark.parametrize(
    ("figure", "metric", "of"),
    [("calls", "CPU, µs", "CPU"), ("instructions", instructions.METRIC, "instructions")],
    ids=["CPU", "instructions"],
)
def test_a_goal_is_met_or_missed_or_was_not_measured(
    ours: float, words: str, api: Api, figure: str, metric: str, of: str
) -> None:
    """Goals come from the samples of this run alone, and those of one API say nothing of the other."""
    case = api.case("running job, blocking")
    values = ((rivals.OURS, ours), (rivals.HTTPX, 1.0))
    verdicts = goals.judge([Sample(figure, case, who, metric, (value,)) for who, value in values])
    by_goal = {verdict.goal: verdict.words for verdict in verdicts}
    assert by_goal.pop(f"{case}, to httpx and json.loads ({of})") == words
    assert set(by_goal.values()) == {"not measured"}


@pytest.mark.parametrize("kind", ["list", "batch", AGENT.case("batch")])
def test_growth_compares_the_largest_with_the_smallest(kind: str) -> None:
    """The ratio of CPU time per job is 1 for linear growth."""
    sizes = [("1,000 jobs", 10.0), ("10,000 jobs", 11.0), ("100,000 jobs", 12.0)]
    samples = [Sample("growth", kind, who, "CPU per job, µs", (value,)) for who, value in sizes]
    (verdict,) = [v for v in goals.judge(samples) if v.measured is not None]
    assert verdict.goal.startswith(f"{kind}, CPU per job")
    assert verdict.measured == pytest.approx(1.2)
