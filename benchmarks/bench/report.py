"""Render docs/performance.md with its tables and plots from the raw results of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import calls, crowd, goals, instructions, regeneration, rivals, starts, tables
from .apis import APIS, Api
from .samples import Sample
from .svg import Point, line_plot

PLOTS = "performance"
_ON_ASYNCIO_NOTE = (
    "Blocking and asyncio, one call after another. Each cell: the median, and in brackets the median of the "
    "rounds' ratios to this client. CPU is that of the client's process; the wall time contains the server. "
    "Instructions are those of the client's process without the kernel, counted by valgrind where it is "
    "installed: no other load changes them."
)


def page(results: Mapping[str, Any]) -> str:
    """The whole page as Markdown."""
    samples = [Sample(**found) for found in results["samples"]]
    return "\n".join(_lines(results, samples))


def plots(results: Mapping[str, Any]) -> dict[str, str]:
    """File name to SVG."""
    samples = [Sample(**found) for found in results["samples"]]
    return {
        f"{name}.svg": line_plot(title, "jobs in flight", metric, _flights(samples, metric))
        for name, title, metric in (
            ("requests", "Requests a second on one loop", "requests/s"),
            ("cpu", "CPU of a request", "CPU, µs"),
            ("stops", "Longest stop of the loop", "longest stop of the loop, ms"),
        )
    }


def _flights(samples: Sequence[Sample], metric: str) -> dict[str, list[Point]]:
    lines: dict[str, list[Point]] = {}
    for sample in samples:
        if sample.figure == "crowd" and sample.metric == metric and sample.case.endswith(" in flight"):
            jobs = float(sample.case.split()[0].replace(",", ""))
            lines.setdefault(sample.who, []).append((jobs, sample.median))
    return lines


def _lines(results: Mapping[str, Any], samples: Sequence[Sample]) -> Iterator[str]:
    machine = results["machine"]
    yield "# Performance\n"
    yield "Written by `make bench`; not edited by hand. The raw values of every round are in"
    yield "`benchmarks/results.json`.\n"
    yield (
        f"Measured on {machine['cores']} cores ({machine['processor']}), {machine['memory_gib']} GiB, "
        f"{machine['system']}, {machine['python']}, with "
        + ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
        + ".\n"
    )
    yield from _noise(results)
    yield "\n## Goals\n"
    yield tables.table(
        ["goal", "measured", "bound", ""],
        [
            [
                v.goal,
                "-" if v.measured is None else f"{v.measured:.3f}",
                f"{'≥' if v.at_least else '≤'} {v.bound:g}",
                v.words,
            ]
            for v in goals.judge(samples)
        ],
    )
    yield "## Cold start\n"
    yield 'A fresh process. What is put off until the first request shows in the last table; "plain" is a'
    yield "process without rich and click, which httpx loads where both are installed.\n"
    for case in dict.fromkeys(s.case for s in samples if s.figure == "cold"):
        yield tables.by_metric(samples, "cold", case, starts.BARE_HTTPX)
    yield "Ratios are to a bare `import httpx`.\n"
    yield "## One call\n"
    yield _ON_ASYNCIO_NOTE + "\n"
    for api in APIS.values():
        yield _heading(api)
        for way in ("blocking", "asyncio"):
            cases = [api.case(f"{body}, {way}") for body in calls.cases(api)]
            for metric in ("CPU, µs", "wall, µs"):
                yield tables.by_case(samples, "calls", metric, rivals.OURS, cases)
            yield tables.by_case(samples, "instructions", instructions.METRIC, rivals.OURS, cases)
    yield "## Parsing alone\n"
    yield (
        "From bytes to what a caller reads: of a finished job text, sources and usage; the typed result is "
        "made for `result()`.\n"
    )
    for api in APIS.values():
        cases = [api.case(body) for body in calls.cases(api)]
        yield tables.by_case(samples, "parsing", "CPU, µs", rivals.OURS, cases)
    yield "## Many in flight\n"
    patience = results["sizes"]["patience"]
    yield "As many tasks as jobs on one event loop, each asking for a running job again and again. Answers"
    yield "are counted when all jobs have had their first one, until there is one more for each and some"
    yield f"hundreds at least; either is given up after {patience:g} s, and a client that stops the loop is"
    yield f'stopped after {crowd.LONGEST * patience:g} s. "Never answered" are jobs that had no answer.'
    yield "Ratios are to httpx with a connection for each job.\n"
    for case in dict.fromkeys(s.case for s in samples if s.figure == "crowd"):
        yield tables.by_metric(samples, "crowd", case, rivals.HTTPX_POOL)
    yield "The server's own ceiling, asked with requests written ahead:\n"
    yield tables.by_case(samples, "ceiling", "requests/s", "")
    yield from (f"![{name}]({PLOTS}/{name})\n" for name in plots(results))
    yield "## Waiting for jobs that go on\n"
    yield "What this client learns of so many unfinished jobs while it waits for all of them (`as_completed`"
    yield "with default settings, of jobs old enough to end at any moment; only its pauses are left out, and"
    yield "the last column says what it sends with them), and what the others learn by asking for each job,"
    yield "again and again, as fast as they can. Ratios are to httpx with a connection for each job. The"
    yield "Agent API has no list, so one request tells of one job there.\n"
    for case in dict.fromkeys(s.case for s in samples if s.figure == "learning"):
        yield tables.by_metric(samples, "learning", case, rivals.HTTPX_POOL)
    yield "## Waiting\n"
    yield "In simulated time, so these figures depend on no machine: requests for each job, those beyond"
    yield "the one that brought the body, and seconds from the end of a job to its delivery.\n"
    yield from _waiting(results.get("waiting"))
    yield "## Growth\n"
    yield "The list of so many jobs, fetched lazily; a batch of so many items, whose answers come at once.\n"
    for kind in dict.fromkeys(s.case for s in samples if s.figure == "growth"):
        yield tables.by_metric(samples, "growth", kind, None)
    yield "## Regeneration\n"
    yield tables.by_metric(samples, "regeneration", "this repository", regeneration.BARE)
    yield "Documents of so many operations, each with a schema of its own:\n"
    yield tables.by_case(samples, "document", "CPU, s", regeneration.BARE)


def _heading(api: Api) -> str:
    return f'### The {api.title} (`api="{api.name}"`)\n'


def _noise(results: Mapping[str, Any]) -> Iterator[str]:
    before, after = results["load"]
    again = results.get("renewed", ())
    yield (
        f"The load of the machine was {before} at the begin and {after} at the end (about 1 is this "
        "measurement itself). "
        + (
            "**It was shared while this was measured: wall times and requests a second say little, ratios of "
            "CPU more.** "
            if max(before or 0, (after or 0) - 1) > 1
            else ""
        )
        + (f"Measured again later, by themselves: {', '.join(again)}. " if again else "")
        + "Everybody is measured once in each round, in turn; figures are medians of the rounds, ratios "
        "medians of the rounds' ratios.\n"
    )
    noisy = [s for s in (Sample(**found) for found in results["samples"]) if s.spread > 0.25 and s.median]
    whole = len(results["samples"])
    by_metric: dict[str, int] = {}
    for sample in noisy:
        by_metric[sample.metric] = by_metric.get(sample.metric, 0) + 1
    yield (
        f"Noisy are {len(noisy)} of {whole} series, whose quarters lie more than 25 % of the median apart: "
        + (", ".join(f"{metric} ({count})" for metric, count in sorted(by_metric.items())) or "none")
        + ". Server and client share the cores, so requests a second fall where either is disturbed."
    )


def _waiting(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        yield "Not measured in this run.\n"
        return
    names = list(dict.fromkeys(name for row in found["rows"] for name in row))
    rows = [[str(row.get(name, "")) for name in names] for row in found["rows"]]
    yield tables.table(names, rows)
    yield from (f"- {words}" for words in found["goals"])
    yield ""
