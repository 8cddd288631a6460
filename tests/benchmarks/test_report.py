"""Verdicts of the benchmarks, from made-up samples."""

from __future__ import annotations

from typing import Any

import pytest
from bench import goals, instructions, machine, report, rivals, starts
from bench.apis import AGENT, SONAR, Api
from bench.renewal import renewed
from bench.samples import Sample


def sample(who: str, *values: float, figure: str = "calls", case: str = "running job, blocking") -> Sample:
    """A series of CPU times."""
    return Sample(figure, case, who, "CPU, µs", values)


@pytest.mark.parametrize("api", [SONAR, AGENT])
@pytest.mark.parametrize(("ours", "words"), [(1.1, "met"), (1.2, "**missed**")])
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


def results(load: list[float]) -> dict[str, Any]:
    """The raw results of a small run."""
    start = Sample("cold", "import and construct", starts.BARE_HTTPX, "CPU, ms", (50.0,))
    return {
        "machine": machine.describe(),
        "load": load,
        "sizes": {"patience": 2.0},
        "samples": [start.to_json()],
        "waiting": {"rows": [{"way": "plan", "requests": 3}], "goals": ["1 job: met"]},
    }


def test_a_figure_can_be_measured_again_by_itself() -> None:
    """All of it is new, everything else stays, and the page says so."""
    old, new = results([0.1, 0.2]), results([0.3, 0.4])
    others = (sample("a", 1.0), sample("b", 2.0), sample("a", 3.0, figure="cold"))
    old["samples"] = [other.to_json() for other in others]
    new["samples"] = [sample("a", 4.0).to_json()]
    found = renewed(old, {**new, "waiting": None})
    assert [(s["figure"], s["who"], *s["values"]) for s in found["samples"]] == [
        ("cold", "a", 3.0),
        ("calls", "a", 4.0),
    ]
    assert found["waiting"] == old["waiting"]
    assert "Measured again later: calls" in report.page(found)
    assert "Measured again" not in report.page(old)
    assert renewed(found, {**new, "samples": []})["renewed"] == ["calls"]


def test_figures_of_different_machines_are_not_put_together() -> None:
    """Figures of other versions or sizes are refused, too."""
    old, new = results([0.1, 0.2]), results([0.3, 0.4])
    with pytest.raises(ValueError, match="another machine"):
        renewed({**old, "machine": {**old["machine"], "cores": 64}}, new)
    with pytest.raises(ValueError, match="another size"):
        renewed(old, {**new, "sizes": {"patience": 99.0}})
    larger = {**old["sizes"], "counted": 60}
    assert renewed(old, {**new, "sizes": larger})["sizes"] == larger
