"""Where things go: data to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def note(text: str) -> None:
    """A line for the person at the terminal."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # what the person sees


def data(text: str) -> None:
    """A line of what was asked for."""
    print(text, flush=True)  # noqa: T201  # what the command is for


def data_json(value: Any) -> None:
    """A value as one line of JSON."""
    data(json.dumps(value, ensure_ascii=sys.stdout.encoding.lower() not in ("utf-8", "utf8")))


def is_terminal() -> bool:
    """Whether a person watches standard error."""
    return sys.stderr.isatty()


#: Seconds between two lines of progress where nobody watches.
EVERY = 30.0


def plain_duration(seconds: float) -> str:
    """Seconds as people say them: ``45 s``, ``12 min``, ``3.5 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
