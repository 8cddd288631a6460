"""Wishes inside a question: `[simulate: fail]`, `[simulate: 30s]`, `[simulate: get-520-twice, 90s]`.

They reach the simulator through anything that can pass a question on, a batch file or a command line
included.
"""

from __future__ import annotations

import re

import attrs

_MARKER = re.compile(r"\[simulate:\s*([^\]\"\\]*)\]", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*s(?:econds)?")


@attrs.frozen
class Wishes:
    """The names of the faults, and the seconds that the job is to take."""

    faults: list[str] = attrs.field(factory=list)
    seconds: float | None = None


def read_wishes(text: str) -> Wishes:
    """The wishes of every marker in a text."""
    faults: list[str] = []
    seconds = None
    for marker in _MARKER.findall(text):
        for word in filter(None, re.split(r"\s*,\s*", marker.strip())):
            duration = _SECONDS.fullmatch(word)
            if duration:
                seconds = float(duration[1])
            else:
                faults.append(word)
    return Wishes(faults, seconds)


def strip_markers(text: str) -> str:
    """The text without its markers."""
    return _MARKER.sub("", text)
