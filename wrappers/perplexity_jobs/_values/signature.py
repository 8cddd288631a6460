"""Signatures for REPLs and editors: the keywords of a TypedDict one by one, in the place of ``**options``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def shows(load: Callable[[], type]) -> Callable[[F], F]:
    """Have `inspect.signature` show the keywords of a TypedDict, which `load` brings when it is asked."""

    def decorate(function: F) -> F:
        vars(function)["__signature__"] = _LateSignature(function, load)
        return function

    return decorate


class _LateSignature(inspect.Signature):
    """A signature that is made when it is looked at: what its keywords are takes long to load."""

    def __init__(self, function: Callable[..., Any], load: Callable[[], type]) -> None:
        self._function = function
        self._load = load

    @cached_property
    def _made(self) -> inspect.Signature:
        vars(self._function).pop("__signature__", None)  # to see the function's own
        own = inspect.signature(self._function)
        parameters = [each for each in own.parameters.values() if each.kind is not each.VAR_KEYWORD]
        for name, kind in self._load().__annotations__.items():
            written = getattr(kind, "__forward_arg__", kind)
            field = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=..., annotation=written)
            parameters += [] if name in own.parameters else [field]  # another thread may have been here
        made = own.replace(parameters=parameters)
        vars(self._function)["__signature__"] = made
        return made

    @property
    def parameters(self) -> Any:
        return self._made.parameters

    @property
    def return_annotation(self) -> Any:
        return self._made.return_annotation

    def replace(self, **changes: Any) -> Any:
        return self._made.replace(**changes)
