"""One request and what became of it, as plain values.

A transport turns a `Call` into a `Reply` or a `Failure`. Nobody changes one, but none is frozen: each poll
makes several, and making one that is frozen takes twice as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from attrs import define, field

Purpose: TypeAlias = Literal["submit", "get", "list", "cancel"]


@define
class Call:
    """One request to make; a transport adds the server, the key and the caller's extras."""

    purpose: Purpose
    method: str
    path: str
    query: Mapping[str, Any] = field(factory=dict)
    json: Any = field(default=None, repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    resend_unsafe: bool = False
    """Sending it again after it may have arrived would do its work twice."""
    hint: str = field(default="", repr=False)
    """What to say where the service does not know what is asked for."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@define
class Reply:
    """An answer: status, headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    where: str = ""
    """The address of the server, where it is known."""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


class Failure(NamedTuple):
    """No whole answer from the server at `where`.

    ``sent`` is False where the request cannot have arrived; ``head`` holds the status and the headers of an
    answer whose body was lost, and is always there for the kind "body": one that cannot be used.
    """

    kind: Literal["connection", "timeout", "body"]
    error: Exception
    sent: bool = True
    where: str = ""
    head: Reply | None = None


Outcome: TypeAlias = Reply | Failure
