"""Texts of the service in a form that can be shown: short, on one line, and encodable."""

from __future__ import annotations

# Characters of a message, and of its end: the service may send a megabyte of words.
_LONGEST, _END = 4000, 1000


def message_of(text: str) -> str:
    """A text as the message of an error: of a long one the beginning, and the end, which says what to do."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - _END - 3]} … {text[-_END:]}"  # not to be cut again in a copy
    return encodable(text)


def shown(value: object, most: int = 200) -> str:
    """What the service sent, as one short line that can be printed."""
    text = str(value)
    line = " ".join(text[:_LONGEST].split())
    return encodable(line if len(line) <= most and len(text) <= _LONGEST else line[:most] + "…")


def plain_duration(seconds: float) -> str:
    """Seconds in the unit that people use for them: ``45 s``, ``3.5 min``, ``12 min``, ``3.5 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    unit, size = ("min", 60) if seconds < 5400 else ("h", 3600) if seconds < 172_800 else ("days", 86_400)
    amount = seconds / size
    return f"{amount:.{1 if amount < 10 else 0}f}".removesuffix(".0") + f" {unit}"


def in_polls(count: int) -> str:
    """A number of polls in words: ``1 poll``, ``2 polls``."""
    return "1 poll" if count == 1 else f"{count} polls"


def encodable(text: str) -> str:
    """A text without half surrogate pairs, which JSON can hold and no terminal, file or address can."""
    return text.encode("utf-8", "replace").decode()
