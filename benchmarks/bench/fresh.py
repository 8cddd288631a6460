"""Run a benchmark's module in a fresh process, and return what it measured.

The process gets this environment without proxies and keys. It always writes compiled modules: pip compiles
what it installs, so otherwise only this repository's modules would be compiled in every process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_LEFT_OUT = ("PERPLEXITY_", "COV_", "COVERAGE_", "PYTHONDONTWRITEBYTECODE")


def environment() -> dict[str, str]:
    """The variables of a measured process."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_LEFT_OUT) and not name.lower().endswith("_proxy")
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def run(module: str, arguments: Sequence[str], *, timeout: float = 600.0) -> dict[str, Any]:
    """Run ``python -m bench.<module>``; the last line that it prints is its result as JSON.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    done = process(module, arguments, timeout=timeout)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def process(
    module: str, arguments: Sequence[str], *, under: Sequence[str] = (), timeout: float = 600.0
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m bench.<module>``, by itself or under a tool that watches it.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    done = subprocess.run(
        [*under, sys.executable, "-m", f"bench.{module}", *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=timeout,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"bench.{module} {' '.join(arguments)}: {done.stderr.strip()[-800:]}")
    return done
