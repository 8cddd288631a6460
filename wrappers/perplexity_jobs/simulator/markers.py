"""Markers inside a question that set faults and the duration of its job: `[simulate: get-520-twice, 90s]`.

They reach the simulator through anything that passes a question on, such as a batch file or a command line.
"""

from __future__ import annotations

import re

import attrs

_MARKER = re.compile(r"\[simulate:\s*([^\]\"\\]*)\]", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*s(?:econds)?")


@attrs.frozen
class Markers:
    """The names of the faults, and the duration of the job in seconds, from the markers of a question."""

    faults: list[str] = attrs.field(factory=list)
    seconds: float | None = None


def read_markers(text: str) -> Markers:
    """The faults and the duration from all markers in a text."""
    faults: list[str] = []
    seconds = None
    for marker in _MARKER.findall(text):
        for word in filter(None, re.split(r"\s*,\s*", marker.strip())):
            duration = _SECONDS.fullmatch(word)
            if duration:
                seconds = float(duration[1])
            else:
                faults.append(word)
    return Markers(faults, seconds)


def strip_markers(text: str) -> str:
    """The text without its markers."""
    return _MARKER.sub("", text)
