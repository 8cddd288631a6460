"""Run the pieces of Python of a page one after the other as a notebook does, with top-level `await`."""

from __future__ import annotations

import ast
import asyncio
import inspect
from collections.abc import Iterable
from typing import Any

from perplexity_jobs import AsyncPerplexityJobs, PerplexityJobs


def run_pieces(pieces: Iterable[str], name: str) -> dict[str, Any]:
    """Run pieces of code in one namespace, and return it."""
    names: dict[str, Any] = {"__name__": name}
    with asyncio.Runner() as loop:
        for piece in pieces:
            code = compile(piece, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            if inspect.iscoroutine(found := eval(code, names)):
                loop.run(found)
        match names.get("client"):
            case PerplexityJobs() as client:
                client.close()
            case AsyncPerplexityJobs() as client:
                loop.run(client.close())
    return names
