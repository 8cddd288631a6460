"""Compare `as_completed` with a polling task per job, in simulated time with a fixed seed.

    python benchmarks/waiting/run.py                    # tables on the screen, figures to results.json
    python benchmarks/waiting/run.py --quick            # without 10,000 jobs and fewer repetitions

Every strategy waits for the same jobs, all submitted at once: the worst case for sharing pages, since all
pages are needed to the end. `levels` measures single jobs of the Agent API against the simulator.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import ways
from levels import levels
from world import MEAN, SIGMA, World, durations

from perplexity_jobs._core.poll_policy import DEEP_RESEARCH_POLICY, PollPolicy

HERE = Path(__file__).parent
Row = dict[str, Any]
WAYS: dict[str, Callable[[World], ways.Outcome]] = {
    "plan": ways.plan,
    "fixed 5 s": ways.fixed,
    "backoff": ways.backoff,
}


def measure(way: str, count: int, *, page_size: int, sigma: float, latency: float, repeats: int) -> Row:
    """One strategy, averaged over several sets of jobs."""
    outcomes = []
    for seed in range(1, repeats + 1):
        world = World([0.0] * count, durations(count, sigma=sigma, seed=seed), page_size, latency)
        outcomes.append(WAYS[way](world))
    names = ("requests", "beyond", "mean", "p95", "busiest")
    figures = {name: round(statistics.fmean(getattr(o, name) for o in outcomes), 2) for name in names}
    if count == 1:
        # The 95th percentile of one delivery is that of many repetitions.
        ordered = sorted(o.mean for o in outcomes)
        figures["p95"] = round(ordered[int(0.95 * len(ordered))], 2)
    return {"way": way, "jobs": count, "page_size": page_size, "sigma": sigma, "latency": latency, **figures}


def compare(counts: list[int], repeats: int) -> list[Row]:
    """All strategies with all numbers of jobs."""
    rows = []
    for count in counts:
        times = repeats * 10 if count == 1 else max(1, min(repeats, repeats * 4 // count))
        for way, page_size in (("fixed 5 s", 100), ("backoff", 100), ("plan", 100), ("plan", 20)):
            rows.append(measure(way, count, page_size=page_size, sigma=SIGMA, latency=0.0, repeats=times))
    return rows


def sensitivity(repeats: int) -> list[Row]:
    """How much depends on the spread of the durations, and on the latency of a request."""
    rows = []
    for sigma, latency in ((0.15, 0.0), (0.25, 0.0), (0.35, 0.0), (0.5, 0.0), (0.6, 0.0), (0.35, 0.2)):
        for way, count, times in (
            ("backoff", 1, repeats * 5),
            ("plan", 1, repeats * 5),
            ("fixed 5 s", 1000, 1),
            ("plan", 1000, 1),
        ):
            rows.append(measure(way, count, page_size=100, sigma=sigma, latency=latency, repeats=times))
    return rows


def curve(repeats: int) -> list[Row]:
    """Requests against delay: one job by stretched policies, a thousand at shorter and longer intervals."""
    rows = []
    for stretch in (0.5, 0.7, 1.0, 1.4, 2.0):
        prior = DEEP_RESEARCH_POLICY
        policy = PollPolicy(
            initial=prior.initial * stretch,
            multiplier=1 + (prior.multiplier - 1) * stretch,
            maximum=prior.maximum * 2,
            jitter=prior.jitter,
            first_look=prior.first_look,
            quiet_until=prior.quiet_until,
        )
        stretched: dict[str, Callable[[World], ways.Outcome]] = {
            "plan": partial(ways.plan, policy=policy),
            "fixed": partial(ways.fixed, every=10 * stretch),
            "backoff": partial(ways.backoff, longest=30 * stretch),
        }
        for name, run in stretched.items():
            outcomes = [run(World([0.0], durations(1, seed=seed))) for seed in range(1, repeats * 5 + 1)]
            rows.append(
                {
                    "way": name,
                    "jobs": 1,
                    "stretch": stretch,
                    "requests": round(statistics.fmean(o.requests for o in outcomes), 2),
                    "mean": round(statistics.fmean(o.mean for o in outcomes), 2),
                }
            )
    jobs = durations(1000)
    for interval in (2.0, 4.5, 9.0, 18.0):
        for page_size in (100, 20):
            outcome = ways.plan(World([0.0] * 1000, jobs, page_size), interval=interval)
            rows.append(
                {
                    "way": f"plan, pages of {page_size}",
                    "jobs": 1000,
                    "interval": interval,
                    "requests": round(outcome.requests, 2),
                    "mean": round(outcome.mean, 2),
                    "p95": round(outcome.p95, 2),
                }
            )
    for every in (2.0, 5.0, 10.0, 20.0, 40.0):
        outcome = ways.fixed(World([0.0] * 1000, jobs), every=every)
        rows.append(
            {
                "way": "fixed",
                "jobs": 1000,
                "interval": every,
                "requests": round(outcome.requests, 2),
                "mean": round(outcome.mean, 2),
                "p95": round(outcome.p95, 2),
            }
        )
    return rows


def goals(rows: list[Row]) -> list[str]:
    """Whether the goals are met, in words."""
    found = {(row["way"], row["jobs"], row["page_size"]): row for row in rows}
    fixed = found["fixed 5 s", 1000, 100]
    words = []
    for page_size, share in ((100, 20), (20, 5)):
        plan = found["plan", 1000, page_size]
        ratio = fixed["beyond"] / plan["beyond"]
        met = ratio >= share and plan["p95"] <= fixed["p95"]
        words.append(
            f"1,000 jobs, pages of {page_size}: 1/{ratio:.1f} of the requests beyond the bodies "
            f"(goal 1/{share}), p95 {plan['p95']} s "
            f"(goal at most {fixed['p95']} s): {'met' if met else 'MISSED'}"
        )
    one, backoff = found["plan", 1, 100], found["backoff", 1, 100]
    met = one["requests"] <= backoff["requests"] and one["mean"] <= backoff["mean"] / 2
    words.append(
        f"1 job: {one['requests']} requests and {one['mean']} s (goal at most {backoff['requests']} and "
        f"{backoff['mean'] / 2:.2f} s): {'met' if met else 'MISSED'}"
    )
    return words


def table(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(row.get(name, "")) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def main() -> int:
    """Measure, print, write; the exit status is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="without 10,000 jobs, and fewer repetitions")
    parser.add_argument("--out", type=Path, default=HERE / "results.json", help="where to write the figures")
    options = parser.parse_args()
    repeats = 40 if options.quick else 200
    median = MEAN * math.exp(-SIGMA * SIGMA / 2)
    say = sys.stdout.write
    say(f"log-normal durations: mean {MEAN:.0f} s, median {median:.0f} s, sigma {SIGMA}\n")
    figures: dict[str, Any] = {"mean": MEAN, "sigma": SIGMA, "repeats": repeats}
    parts: dict[str, Callable[[], list[Row]]] = {
        "ways": lambda: compare([1, 10, 100, 1000, *([] if options.quick else [10_000])], repeats),
        "levels": lambda: levels(max(1, repeats // 10)),
        "curve": lambda: curve(repeats),
        "sensitivity": lambda: sensitivity(repeats),
    }
    verdicts: list[str] = []
    for title, part in parts.items():
        figures[title] = part()
        if title == "ways":
            figures["goals"] = verdicts = goals(figures[title])
            say("\n" + "\n".join(verdicts) + "\n")
        say(f"\n{title}\n\n{table(figures[title])}\n")
        sys.stdout.flush()
        options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(any("MISSED" in words for words in verdicts))


if __name__ == "__main__":
    raise SystemExit(main())
