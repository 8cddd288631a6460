"""What a fault is, the list of all of them, and how a word such as `get-520-twice` is read.

A fault has a name, a sentence that says what it does, and a function that does it at one of three stages:

* `before` answers in place of the service; nothing else happens. A submit that fails so has made no job.
* `after` changes the answer of the service; whatever the operation does has been done. A submit that fails so
  has made its job, and the client does not know it.
* `view` changes what the service says about a job, wherever it says it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import attrs

Stage = Literal["before", "after", "view"]

FAULTS: dict[str, Fault] = {}
"""Every fault by its name, in the order of the documentation."""

ALIASES: dict[str, str] = {}
"""Other names for some of them."""

_WORDS = {"once": 1, "twice": 2, "thrice": 3, "always": None}
_F = TypeVar("_F", bound=Callable[..., Any])


class UnknownFaultError(ValueError):
    """There is no fault of that name; the message names the nearest ones."""


@attrs.frozen
class Fault:
    """One thing that can go wrong.

    `operation` is the one it strikes, or `any`; `times` is how often it strikes when its name says nothing
    about that, None for always; `socket` says that it needs a real connection; `when` narrows it further.
    `apply` and `when` get the `Context` of the service.
    """

    name: str
    description: str
    operation: str
    stage: Stage
    apply: Callable[..., Any] = attrs.field(repr=False)
    times: int | None = 1
    socket: bool = False
    when: Callable[..., bool] | None = attrs.field(default=None, repr=False)
    api: str = "any"


@attrs.define(eq=False)
class Active:
    """A fault that has been asked for: how often it may still strike, and how often it did."""

    fault: Fault
    left: int | None
    struck: int = 0

    @property
    def over(self) -> bool:
        """Whether it has struck as often as it was asked to."""
        return self.left == 0

    def strike(self) -> int:
        """Count one more time; returns how often it had struck before."""
        before = self.struck
        self.struck += 1
        if self.left is not None:
            self.left -= 1
        return before


def register(
    name: str,
    description: str,
    operation: str,
    stage: Stage,
    *,
    times: int | None = 1,
    socket: bool = False,
    when: Callable[..., bool] | None = None,
    api: str = "any",
) -> Callable[[_F], _F]:
    """Put the decorated function into `FAULTS`.

    It is called with the `Context`, and at the stages `after` and `view` with what it is to change.
    """

    def add(function: _F) -> _F:
        if name in FAULTS:
            raise ValueError(f"two faults are called {name!r}")
        FAULTS[name] = Fault(name, description, operation, stage, function, times, socket, when, api)
        return function

    return add


def parse(text: str) -> list[Active]:
    """The faults that a text asks for: names with an optional count, separated by commas.

    `get-520`, `get-520-twice`, `get-520*5`, `get-reset-always, list-page-500`.

    Raises:
        UnknownFaultError: for a name that is not in `FAULTS`.
    """
    return [_parse_one(word) for word in re.split(r"\s*,\s*", text.strip()) if word]


def _parse_one(word: str) -> Active:
    name, star, number = word.partition("*")
    if star:
        if not number.isdecimal() or int(number) < 1:
            raise UnknownFaultError(f"{word!r}: after the * stands how often, a number from 1")
        return Active(_named(name), int(number))
    fault = FAULTS.get(ALIASES.get(word, word))
    if fault is not None:
        return Active(fault, fault.times)
    name, _, count = word.rpartition("-")
    return Active(_named(name if name and count in _WORDS else word), _WORDS.get(count))


def _named(name: str) -> Fault:
    try:
        return FAULTS[ALIASES.get(name, name)]
    except KeyError:
        near = difflib.get_close_matches(name, [*FAULTS, *ALIASES], n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "perplexity_jobs.simulator.FAULTS lists them"
        raise UnknownFaultError(f"there is no fault {name!r}; {hint}") from None
