"""Write docs/faults.md: every fault of the simulator through this package's clients and the official SDK.

It takes one to four minutes, since some faults last until a timeout. With --check nothing is written; the
committed page is compared with a new one. Exit code: 0 done or up to date, 1 it differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from fault_comparison.contenders import CONTENDERS
from fault_comparison.measure import compare, pace
from fault_comparison.outcomes import WORKS, faults_of
from fault_comparison.page import page

TARGET = Path(__file__).resolve().parents[2] / "docs" / "faults.md"


def measured() -> str:
    """The page from new measurements; progress goes to stderr."""
    rows = []
    for work in WORKS:
        faults = faults_of(work)
        print(f"{work}: {len(faults)} faults", file=sys.stderr, flush=True)
        rows += [compare(work, fault.name) for fault in faults]
    return page(rows, {name: pace(name) for name in CONTENDERS})


def main(
    arguments: Sequence[str] | None = None, *, target: Path = TARGET, build: Callable[[], str] = measured
) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="compare_faults.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail if the page differs")
    check = parser.parse_args(arguments).check
    try:
        wanted = build()
        is_there = target.read_text(encoding="utf-8") if target.is_file() else ""
        if not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(wanted, encoding="utf-8")
        elif wanted != is_there:
            print(
                f"{target.name} is not what the clients do; python scripts/compare_faults.py writes it again",
                file=sys.stderr,
            )
            return 1
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)
        return 130
    print("up to date" if wanted == is_there else f"wrote {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
