"""Whether a request can be sent as it is, decided before anything is: its headers, its query and its body.

httpx and the layers below it find the same out in the midst of sending, with errors that name no field and
that show the values.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .errors import UsageError

_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"(?:[!-~\x80-\xff](?:[ \t!-~\x80-\xff]*[!-~\x80-\xff])?)?")
NOTHING: Mapping[Any, Any] = {}
# They say where the body ends, which follows from the body.
OF_THE_BODY = frozenset({"content-length", "transfer-encoding"})


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: spaces, control characters, letters without a width."""
    return not any(one.isprintable() and not one.isspace() for one in text)


def check(headers: Iterable[tuple[Any, Any]], query: Mapping[Any, Any] = NOTHING) -> None:
    """Raise a UsageError, which names the header or parameter, where one cannot be sent."""
    problems = (*map(_header_problem, headers), *map(_query_problem, query.items()))
    for problem in filter(None, problems):
        raise UsageError(f"{problem}. Nothing was sent.")


def encoded(body: Any) -> bytes:
    """A body as JSON; UsageError, which names the field, where it is none."""
    try:
        return _json(body)
    except RecursionError:
        place, reason = "", "it is nested too deeply"
    except (TypeError, ValueError) as error:
        place, reason = _place(body), str(error)
        if isinstance(error, UnicodeError):
            reason = "it holds half a surrogate pair, which is no letter"
    raise UsageError(f"{place or 'The body'} cannot be sent as JSON: {reason:.200}. Nothing was sent.")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _place(value: Any, levels: int = 8) -> str:
    """The path of the field that JSON cannot hold; a value that holds itself has no innermost one."""
    fields = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, inner in fields if levels else ():
        try:
            _json(inner)
        except (TypeError, ValueError, RecursionError):
            return f"{name}.{_place(inner, levels - 1)}".rstrip(".")
    return ""


def _header_problem(header: tuple[Any, Any]) -> str | None:
    name, value = header
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    if not isinstance(text, str) or not _HEADER_NAME.fullmatch(text):
        return f"{text!r:.100} is no name of a header"
    if text.lower() in OF_THE_BODY:
        return f"The header {text} follows from the body and cannot be set"
    if isinstance(value, bytes):
        sent = value.decode("latin-1")
    else:
        sent = value if isinstance(value, str) and value.isascii() else "\n"
    # Without the value: it may be a key.
    if not _HEADER_VALUE.fullmatch(sent):
        return f"The header {text} takes a text in ASCII without line ends, and without spaces around it"
    return None


def _query_problem(parameter: tuple[Any, Any]) -> str | None:
    name, value = parameter
    if not isinstance(name, str):
        return f"The name of a query parameter is a text, not {type(name).__name__}"
    for one in value if isinstance(value, list | tuple) else [value]:
        is_odd = isinstance(one, float) and not math.isfinite(one)
        if is_odd or not isinstance(one, str | int | float | None):
            return f"The query parameter {name!r:.100} takes a text or a number, not {type(one).__name__}"
    return None
