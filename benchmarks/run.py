"""Run the benchmarks of this client and its alternatives, and write docs/performance.md.

python benchmarks/run.py                     # all of it, in about an hour on a quiet machine
python benchmarks/run.py --only calls cold   # some of it; nothing in docs/ is written
python benchmarks/run.py --only calls --renew # some of it, in place of the old figures
python benchmarks/run.py --smoke --out DIR   # minimal sizes, only to show that everything runs
python benchmarks/run.py --page              # render the page again from the stored results
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import asdict, evolve

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "benchmarks")]

from bench import (  # noqa: E402  # after the path
    calls,
    ceiling,
    cold,
    crowd,
    growth,
    instructions,
    learning,
    machine,
    parsing,
    regeneration,
    report,
    waits,
)
from bench.apis import APIS  # noqa: E402  # the same
from bench.renewal import renewed  # noqa: E402  # the same
from bench.samples import Sample  # noqa: E402  # the same
from bench.server import served  # noqa: E402  # the same
from bench.sizes import FULL, SMOKE, Sizes  # noqa: E402  # the same

Measure = Callable[[str, Sizes], list[Sample]]

BENCHMARKS: dict[str, Measure] = {
    "cold": lambda url, sizes: cold.measure(url, sizes.starts),
    "ceiling": lambda url, sizes: ceiling.measure(url, sizes.flight_rounds, 10 * sizes.requests),
    "calls": lambda url, sizes: calls.measure(url, sizes.rounds, sizes.calls),
    "instructions": lambda url, sizes: instructions.measure(url, sizes.counted),
    "parsing": lambda url, sizes: parsing.measure(sizes.rounds),
    "crowd": lambda url, sizes: _crowd(url, sizes),
    "learning": lambda url, sizes: learning.measure(
        url, sizes.waited, seconds=sizes.wait, rounds=sizes.wait_rounds, patience=sizes.patience
    ),
    "growth": lambda url, sizes: growth.measure(url, lists=sizes.lists, batches=sizes.batches),
    "regeneration": lambda url, sizes: regeneration.measure(sizes.regenerations),
    "document": lambda url, sizes: regeneration.grow(sizes.operations, 1),
}


def _crowd(url: str, sizes: Sizes) -> list[Sample]:
    settings: dict[str, Any] = {
        "requests": sizes.requests,
        "rounds": sizes.flight_rounds,
        "patience": sizes.patience,
    }
    samples = []
    for api, flights in zip(APIS.values(), (sizes.flights, sizes.agent_flights), strict=True):
        samples += crowd.measure(url, api, flights, **settings)
        slow = [jobs for jobs in flights if 10 < jobs <= 1_000]
        samples += crowd.measure(url, api, slow, job=crowd.SLOW, **settings)
    return samples


def _size(text: str) -> tuple[str, Any]:
    """One size from the command line, of the type that its default has."""
    name, _, value = text.partition("=")
    default = getattr(FULL, name, None)
    try:
        if isinstance(default, bool):
            return name, {"true": True, "false": False}[value]
        if isinstance(default, tuple):
            return name, tuple(int(part) for part in value.split(","))
        if isinstance(default, int | float):
            return name, type(default)(value)
    except (KeyError, ValueError):
        raise argparse.ArgumentTypeError(f"{value!r} is no value for {name}, such as {default}") from None
    raise argparse.ArgumentTypeError(f"there is no size {name!r}; bench/sizes.py names them")


def run(sizes: Sizes, only: list[str]) -> dict[str, Any]:
    """Run the benchmarks; the raw results."""
    samples: list[Sample] = []
    before = machine.load()
    with served() as url:
        for name, measure in BENCHMARKS.items():
            if not only or name in only:
                began = time.monotonic()
                samples += measure(url, sizes)
                sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    waiting = waits.measure(full=False) if sizes.waiting and (not only or "waiting" in only) else None
    return {
        "machine": machine.describe(),
        "load": [before, machine.load()],
        "sizes": asdict(sizes),
        "samples": [sample.to_json() for sample in samples],
        "waiting": waiting,
    }


def write(results: dict[str, Any], raw: Path, docs: Path) -> None:
    """Raw results, page and plots."""
    raw.parent.mkdir(parents=True, exist_ok=True)
    raw.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    plots = docs / report.PLOTS
    plots.mkdir(parents=True, exist_ok=True)
    (docs / "performance.md").write_text(report.page(results), encoding="utf-8")
    for name, text in report.plots(results).items():
        (plots / name).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        choices=[*BENCHMARKS, "waiting"],
        metavar="NAME",
        help=", ".join(BENCHMARKS),
    )
    parser.add_argument("--smoke", action="store_true", help="the smallest sizes; times mean nothing")
    parser.add_argument(
        "--set", nargs="+", default=[], type=_size, metavar="NAME=VALUE", help="sizes, lists with commas"
    )
    parser.add_argument(
        "--renew", action="store_true", help="with --only: put the figures in the old ones' place"
    )
    parser.add_argument(
        "--page", action="store_true", help="measure nothing, write the page from the results"
    )
    parser.add_argument(
        "--out", type=Path, help="a folder for results and page, instead of the repository's own"
    )
    options = parser.parse_args(arguments)
    if options.renew and not options.only:
        parser.error("--renew is for figures that --only names")
    raw = (options.out or ROOT / "benchmarks") / "results.json"
    if options.page:
        results = json.loads(raw.read_text(encoding="utf-8"))
    else:
        results = run(evolve(SMOKE if options.smoke else FULL, **dict(options.set)), options.only)
    if options.renew:
        try:
            results = renewed(json.loads(raw.read_text(encoding="utf-8")), json.loads(json.dumps(results)))
        except (OSError, ValueError) as problem:
            parser.error(f"{raw.name}: {problem}")
    if (options.only or options.smoke) and options.out is None and not options.renew:
        sys.stdout.write(report.page(results) + "\n")
    else:
        write(results, raw, options.out or ROOT / "docs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
