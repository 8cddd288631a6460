"""What an operation may ask of the client that drives it: to send requests, to sleep, to call back."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, TypeAlias, TypeVar

from .._values.call import Call
from .poll import Progress

T = TypeVar("T")


class Send(NamedTuple):
    """Make a request within `budget` seconds (None: no limit); answered with its `Outcome`."""

    call: Call
    budget: float | None


class SendAll(NamedTuple):
    """Make requests at the same time, each within `budget` seconds; answered with their outcomes in order."""

    calls: tuple[Call, ...]
    budget: float | None


class Sleep(NamedTuple):
    """Do nothing for some seconds."""

    seconds: float


class Tell(NamedTuple):
    """Call back, answered with what it returns; what it raises is logged and does not end the wait."""

    callback: Callable[[Any], object]
    progress: Progress[Any]


Effect: TypeAlias = Send | SendAll | Sleep | Tell
Flow: TypeAlias = Generator[Effect, Any, T]
