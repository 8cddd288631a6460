"""Tables, plots, verdicts and pairing of the benchmarks, from values made up here."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import partial
from typing import Any

import pytest
from attrs import evolve
from bench import goals, instructions, learning, machine, report, rivals, starts, tables
from bench.apis import AGENT, SONAR, Api
from bench.renewal import renewed
from bench.samples import Sample, paired, ratio
from bench.svg import line_plot


def sample(who: str, *values: float, figure: str = "calls", case: str = "running job, blocking") -> Sample:
    """A series of CPU times."""
    return Sample(figure, case, who, "CPU, µs", values)


def test_everybody_is_measured_once_in_each_round_in_turn() -> None:
    """The order changes from round to round, so that nobody is always the first."""
    order: list[str] = []

    def contestant(name: str) -> dict[str, float]:
        order.append(name)
        return {"n": float(len(order))}

    found = paired("f", "c", {name: partial(contestant, name) for name in "ab"}, 2)
    assert order == ["a", "b", "b", "a"]
    assert {s.who: s.values for s in found} == {"a": (1.0, 4.0), "b": (2.0, 3.0)}


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    """One disturbed round, which slows both, does not change it."""
    assert ratio(sample("a", 2, 20, 2), sample("b", 1, 10, 1)) == 2
    assert ratio(sample("a", 1), sample("b", 0)) is None


def test_a_calm_series_has_no_spread_and_a_disturbed_one_has() -> None:
    """The quarters tell how far to believe the median."""
    assert sample("a", 5, 5, 5).spread == 0
    assert sample("a", 1, 5, 9).spread == pytest.approx(4 / 5)
    assert sample("a", 7).spread == 0


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.1234, "0.123"), (7.0, "7"), (99.95, "100"), (12345.6, "12,346")]
)
def test_numbers_show_the_digits_that_count(value: float, shown: str) -> None:
    """Three of them, or all before the point."""
    assert tables.number(value) == shown


def test_a_table_shows_medians_and_ratios() -> None:
    """The one compared with has no ratio; who was not measured at all has no row."""
    samples = [sample(rivals.OURS, 10, 12), sample("other", 20, 36), sample("else", 1, case="another")]
    text = tables.by_case(samples, "calls", "CPU, µs", rivals.OURS, ["running job, blocking"])
    assert text.splitlines()[2:] == ["| perplexity-jobs | 11 |", "| other | 28 (2.50) |"]


def test_a_plot_is_svg_with_every_line_named() -> None:
    """Names are escaped; what has no place on a logarithmic axis is left out."""
    root = ET.fromstring(
        line_plot("a < b", "x", "y", {"R&D": [(1, 10), (10, 0), (100, 1000)], "none": [(0, 0)]})
    )
    names = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"a < b", "R&D", "x", "y"} <= names
    assert "none" not in names
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_an_empty_plot_is_a_plot() -> None:
    """A run of some benchmarks only still writes its page."""
    assert ET.fromstring(line_plot("t", "x", "y", {})).tag.endswith("svg")


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


def test_the_goal_for_many_jobs_counts_states_beside_requests() -> None:
    """What is learnt in a second has a goal of its own; that of the requests stays what it is."""
    case = "1,000 jobs"
    states = [
        sample(rivals.OURS, 3000.0, figure="learning", case=case),
        sample(rivals.HTTPX_POOL, 100.0, figure="learning", case=case),
    ]
    verdicts = goals.judge([evolve(found, metric=learning.RATE) for found in states])
    (learnt,) = [verdict for verdict in verdicts if verdict.measured is not None]
    assert (learnt.measured, learnt.bound, learnt.words) == (30.0, 15.0, "met")
    assert [v.bound for v in verdicts if "in flight" in v.goal] == [15.0] * 8


def test_a_goal_of_at_least_is_missed_below_it() -> None:
    """More requests are better."""
    assert goals.Verdict("g", 14.0, 15.0, at_least=True).words == "**missed**"
    assert goals.Verdict("g", 16.0, 15.0, at_least=True).words == "met"


@pytest.mark.parametrize("kind", ["list", "batch", AGENT.case("batch")])
def test_growth_compares_the_largest_with_the_smallest(kind: str) -> None:
    """CPU per job: 1 is linear."""
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


def test_the_page_says_where_it_was_measured_and_what_disturbed_it() -> None:
    """A shared machine is named as such."""
    assert "shared" in report.page(results([4.0, 5.0]))
    quiet = report.page(results([0.1, 1.2]))
    assert "shared" not in quiet
    assert "| import httpx alone | 50 |" in quiet
    assert "| plan | 3 |" in quiet
    assert "- 1 job: met" in quiet
    assert "given up after 2 s" in quiet


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
    assert "by themselves: calls" in report.page(found)
    assert "by themselves" not in report.page(old)
    assert renewed(found, {**new, "samples": []})["renewed"] == ["calls"]


def test_figures_of_different_machines_are_not_put_together() -> None:
    """Nor those of other versions, which stand in the machine's description, or sizes."""
    old, new = results([0.1, 0.2]), results([0.3, 0.4])
    with pytest.raises(ValueError, match="another machine"):
        renewed({**old, "machine": {**old["machine"], "cores": 64}}, new)
    with pytest.raises(ValueError, match="another size"):
        renewed(old, {**new, "sizes": {"patience": 99.0}})
    larger = {**old["sizes"], "counted": 60}
    assert renewed(old, {**new, "sizes": larger})["sizes"] == larger


def test_each_api_has_its_tables() -> None:
    """Under its name, and none with columns for what it has not."""
    found = {
        "machine": machine.describe(),
        "load": [0.1, 0.1],
        "sizes": {"patience": 2.0},
        "samples": [
            sample(rivals.OURS, value, case=api.case("running job, blocking")).to_json()
            for api, value in ((SONAR, 10.0), (AGENT, 20.0))
        ],
    }
    older, _, newer = report.page(found).partition('(`api="agent"`)')
    assert "| perplexity-jobs | 10 |" in older
    assert "list of 100, blocking" in older
    assert "| perplexity-jobs | 20 |" in newer
    assert "list of 100, blocking, Agent API" not in newer


def test_peak_memory_is_that_of_this_program() -> None:
    """Read from the kernel where it tells, else from getrusage."""

    def absent() -> str:
        raise FileNotFoundError

    assert machine.peak_memory(lambda: "Name: x\nVmHWM:\t  2048 kB\n") == 2.0
    assert machine.peak_memory(absent) > 0
