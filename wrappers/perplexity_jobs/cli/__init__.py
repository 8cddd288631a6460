"""``perplexity-jobs``, the command line (extra: `cli`); everything it needs is loaded when it runs."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line; every failure is one line on standard error and an exit code."""
    # A service that is stopped is told of its job like somebody at a terminal.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from .streams import prepare

        prepare()
        from .commands import run

        code = run(sys.argv[1:])
    except ModuleNotFoundError as problem:
        sys.exit(f"error: the command line needs {problem.name}: pip install 'perplexity-jobs[cli]'")
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    sys.exit(code)
