"""httpx and httpx2, whose clients a caller may pass: they have the same names, and classes of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol

import httpx


class HttpClient(Protocol):
    """What ``http_client=`` takes: an ``httpx.Client``, or one of httpx2, which need not be installed."""

    @property
    def build_request(self) -> Callable[..., Any]: ...
    @property
    def is_closed(self) -> bool: ...
    def close(self) -> None: ...


class AsyncHttpClient(Protocol):
    """The same for asyncio: an ``httpx.AsyncClient``, or one of httpx2."""

    @property
    def build_request(self) -> Callable[..., Any]: ...
    @property
    def is_closed(self) -> bool: ...
    async def aclose(self) -> None: ...


def named(*names: str) -> tuple[type[Any], ...]:
    """The classes of these names: those of httpx, and of httpx2 where the program has loaded it."""
    libraries = (httpx, sys.modules.get("httpx2"))
    return tuple(getattr(library, name) for library in libraries if library for name in names)
