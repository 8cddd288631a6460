"""Signatures for REPLs and editors: the keywords of a TypedDict one by one, in the place of ``**options``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def shows(load: Callable[[], type]) -> Callable[[F], F]:
    """Have `inspect.signature` show the keywords of a TypedDict, which `load` brings when it is asked."""

    def decorate(function: F) -> F:
        signature = _LateSignature.from_callable(function)
        signature.load = load
        vars(function)["__signature__"] = signature
        return function

    return decorate


class _LateSignature(inspect.Signature):
    """A signature whose keywords are found when it is looked at: what they are takes long to load."""

    load: Callable[[], type] | None = None

    @cached_property
    def parameters(self) -> Any:
        own = super().parameters
        if self.load is None:  # made of another one
            return own
        parameters = {name: each for name, each in own.items() if each.kind is not each.VAR_KEYWORD}
        for name, kind in self.load().__annotations__.items():
            written = getattr(kind, "__forward_arg__", kind)
            field = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=..., annotation=written)
            parameters.setdefault(name, field)
        return MappingProxyType(parameters)
