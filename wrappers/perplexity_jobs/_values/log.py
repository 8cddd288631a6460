"""Logging under ``perplexity_jobs``: one line per request and per decision at DEBUG.

No line holds the key, a question or an answer. ``PERPLEXITY_LOG=debug`` (or ``info``) sends the lines to
standard error without any set-up, as the official SDK does.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from typing import Any

logger = logging.getLogger("perplexity_jobs")
logger.addHandler(logging.NullHandler())

# What moves the cursor, sets titles, writes to the clipboard, ends a line, or turns the order of letters.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FORMAT = "[%(asctime)s - %(name)s - %(levelname)s] %(message)s"


def printable(text: str, keep: str = "") -> str:
    """A text from elsewhere in a form that can steer no terminal: control characters as JSON writes them."""
    return _CONTROLS.sub(lambda found: found[0] if found[0] in keep else f"\\u{ord(found[0]):04x}", text)


class _Lines(logging.Formatter):
    """Lines for a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        return printable(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  # logging's name
        return printable(super().formatException(ei), keep="\n")


def configure_from_environment() -> None:
    """Obey ``PERPLEXITY_LOG``; any other word than debug or info is ignored."""
    level = {"debug": logging.DEBUG, "info": logging.INFO}.get(os.environ.get("PERPLEXITY_LOG", "").lower())
    if level is None or any(not isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines(_FORMAT))
    logger.addHandler(handler)
    logger.setLevel(level)


def warn(message: str) -> None:
    """Warn (``UserWarning``) of what a caller should know, at the line outside of this package that asked."""
    package, level, frame = __name__.partition(".")[0], 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, stacklevel=level)
