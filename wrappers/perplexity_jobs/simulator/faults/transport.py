"""Faults of the connection and slow responses. Those that break the connection need a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .. import replies
from ..fault import register
from ..service import Context
from .errors import OPERATIONS, answer

if TYPE_CHECKING:
    from ..replies import Cut, Reply

SLOW = 20.0
"""Seconds of the simulator's clock that a slow answer takes."""

_CUTS: dict[str, tuple[Cut, str]] = {
    "reset": ("reset", "the connection is reset (RST) instead of an answer"),
    "disconnect": ("disconnect", "the connection is closed without an answer"),
    "timeout": ("hang", "no answer, until the client gives up"),
}


def _submit(word: str, how: Cut, description: str) -> None:
    @register(
        f"submit-{word}-before-accept", f"{description}; no job was made", "submit", "before", socket=True
    )
    def before(context: Context) -> Reply:
        return replies.cut(how)

    @register(
        f"submit-{word}-after-accept", f"{description}; the job was made", "submit", "after", socket=True
    )
    def after(context: Context, reply: Reply) -> Reply:
        return replies.cut(how)


def _asking(operation: str, word: str, how: Cut, description: str) -> None:
    @register(f"{operation}-{word}", description, operation, "before", socket=True)
    def lose(context: Context) -> Reply:
        return replies.cut(how)


for _word, (_how, _description) in _CUTS.items():
    _submit(_word, _how, _description)
    for _operation in OPERATIONS[1:]:
        _asking(_operation, _word, _how, _description)


def _half_and_slow(operation: str) -> None:
    @register(
        f"{operation}-half-body",
        "the connection ends in the middle of the body, which is shorter than its `Content-Length`",
        operation,
        "after",
        socket=True,
    )
    def half(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, cut="half")

    @register(
        f"{operation}-slow", f"the right answer, {SLOW:g} s of the simulator's clock late", operation, "after"
    )
    def slow(context: Context, reply: Reply) -> Reply:
        return attrs.evolve(reply, delay=SLOW)


for _operation in OPERATIONS:
    _half_and_slow(_operation)


def _accepted_but(status: int) -> None:
    @register(f"submit-{status}-after-accept", f"{status}, although the job was made", "submit", "after")
    def fail(context: Context, reply: Reply) -> Reply:
        return answer(status)


for _status in (409, 500, 502, 504, 520):
    _accepted_but(_status)
