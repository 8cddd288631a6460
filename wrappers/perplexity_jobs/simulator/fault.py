"""`Fault`, the registry `FAULTS` of all faults by name, and the parser of texts such as `get-520-twice`.

A fault has a name, a description, and a function that is called at one of three stages:

* `before` replies in place of the operation, which is not carried out: a failed submit has made no job.
* `after` changes the reply of an operation that was carried out: a failed submit has made a job, and the
  client does not know it.
* `view` changes the fields of a job in every reply that has them.
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

    `operation` is the one that it affects, or `any`; `times` is how often it occurs where its name has no
    count, None for always; `socket` says that it needs a real connection; `when` is a further condition.
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
    """A fault that is switched on, with the number of times it may occur and has occurred."""

    fault: Fault
    left: int | None
    struck: int = 0

    @property
    def over(self) -> bool:
        """Whether it has occurred as often as requested."""
        return self.left == 0

    def strike(self) -> int:
        """Count an occurrence; returns the number before it."""
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

    It is called with the `Context`, at the stages `after` and `view` also with the reply or fields to change.
    """

    def add(function: _F) -> _F:
        if name in FAULTS:
            raise ValueError(f"two faults are called {name!r}")
        FAULTS[name] = Fault(name, description, operation, stage, function, times, socket, when, api)
        return function

    return add


def parse(text: str) -> list[Active]:
    """The faults in a text: names with an optional count, separated by commas.

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
