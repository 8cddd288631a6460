"""Run every fault through this package's clients and the official SDK, and write docs/faults.md."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
    runpy.run_module("fault_comparison", run_name="__main__")
