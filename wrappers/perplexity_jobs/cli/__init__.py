"""``perplexity-jobs``, the command line (extra: `cli`); everything it needs is loaded when it runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; every failure is one line on standard error and an exit code."""
    try:
        from ._main import run
    except ModuleNotFoundError as problem:
        sys.exit(f"error: the command line needs {problem.name}: pip install 'perplexity-jobs[cli]'")
    sys.exit(run(sys.argv[1:]))
