"""Run `benchmarks/waiting/run.py`, the comparison of polling strategies in simulated time, for the report."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .fresh import ROOT, environment


def measure(*, full: bool) -> dict[str, Any]:
    """Run `benchmarks/waiting/run.py`; its rows and its own verdicts on its goals.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "waiting.json")
        command = [sys.executable, str(ROOT / "waiting" / "run.py"), "--out", str(out)]
        done = subprocess.run(
            [*command, *([] if full else ["--quick"])],
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
        if not out.is_file():  # a missed goal is a figure too, and its exit status is 1
            raise RuntimeError(f"waiting: {done.stderr.strip()[-800:]}")
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return {"rows": found["ways"], "goals": found["goals"]}
