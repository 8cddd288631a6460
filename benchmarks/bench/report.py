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
    "Sequential calls, blocking and on asyncio. Each cell has the median and, in brackets, the median of the "
    "rounds' ratios to this client. CPU time is that of the client's process; wall time includes the server. "
    "Instructions are those of the client's process without the kernel, counted by valgrind where it is "
    "installed; they do not depend on other load."
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
            ("requests", "Requests per second on one event loop", "requests/s"),
            ("cpu", "CPU time per request", "CPU, µs"),
            ("stops", "Longest block of the event loop", "longest stop of the loop, ms"),
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
    yield "A fresh process each. Work that a client defers until its first request shows in the last table;"
    yield '"plain" is a process without rich and click, which httpx loads where both are installed.\n'
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
        "From the bytes of a body to what a caller reads (of a finished job text, sources and usage); the "
        "typed result is only made for `result()`.\n"
    )
    for api in APIS.values():
        cases = [api.case(body) for body in calls.cases(api)]
        yield tables.by_case(samples, "parsing", "CPU, µs", rivals.OURS, cases)
    yield "## Many in flight\n"
    patience = results["sizes"]["patience"]
    yield "One task per job on one event loop, each polling a running job without a pause. Responses"
    yield "are counted once every job has had one, until there is another one for each, and some hundreds at"
    yield f"least. Each phase ends after {patience:g} s at the latest; a client that blocks the loop is ended"
    yield f'after {crowd.LONGEST * patience:g} s. "Never answered" counts jobs without a response.'
    yield "Ratios are to httpx with a connection for each job.\n"
    for case in dict.fromkeys(s.case for s in samples if s.figure == "crowd"):
        yield tables.by_metric(samples, "crowd", case, rivals.HTTPX_POOL)
    yield "The limit of the server itself, with prebuilt requests and unparsed responses:\n"
    yield tables.by_case(samples, "ceiling", "requests/s", "")
    yield from (f"![{name}]({PLOTS}/{name})\n" for name in plots(results))
    yield "## Polling unfinished jobs\n"
    yield "How many job states this client learns in `as_completed` with default settings, of jobs that are"
    yield "old enough to end at any moment; its pauses are skipped, and the last column has the requests that"
    yield "it sends with them. The other clients get each job by itself, without pauses. Ratios are to httpx"
    yield "with a connection for each job. The Agent API has no list, so a request gives the state of one job"
    yield "there.\n"
    for case in dict.fromkeys(s.case for s in samples if s.figure == "learning"):
        yield tables.by_metric(samples, "learning", case, rivals.HTTPX_POOL)
    yield "## Waiting\n"
    yield "In simulated time, independent of the machine: requests per job, those beyond the one for the"
    yield "body, and seconds from the end of a job to its delivery.\n"
    yield from _waiting(results.get("waiting"))
    yield "## Scaling\n"
    yield "A list of so many jobs, fetched lazily; a batch of so many items with immediate responses.\n"
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
        f"The load of the machine was {before} at the beginning and {after} at the end, of which about 1 is "
        "this measurement itself. "
        + (
            "**Other programs ran at the same time: wall times and requests per second mean little, ratios "
            "of CPU times more.** "
            if max(before or 0, (after or 0) - 1) > 1
            else ""
        )
        + (f"Measured again later: {', '.join(again)}. " if again else "")
        + "Each client is measured once in each round; figures are medians of the rounds, ratios medians of "
        "the rounds' ratios.\n"
    )
    noisy = [s for s in (Sample(**found) for found in results["samples"]) if s.spread > 0.25 and s.median]
    whole = len(results["samples"])
    by_metric: dict[str, int] = {}
    for sample in noisy:
        by_metric[sample.metric] = by_metric.get(sample.metric, 0) + 1
    yield (
        f"{len(noisy)} of {whole} series are noisy, with an interquartile range above 25 % of the median: "
        + (", ".join(f"{metric} ({count})" for metric, count in sorted(by_metric.items())) or "none")
        + ". Server and client share the cores, so other load on either reduces the requests per second."
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
