"""`Call`, a request as a handler gets it, and `RecordedRequest`, its record for tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from .replies import Reply

Bearer = Literal["valid", "invalid", "missing"]

_SECRET = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})


@attrs.frozen
class Operation:
    """One operation of one API: its name, method, paths and handler.

    `paths` begins with the documented path; the others are aliases of it.
    """

    api: str
    name: str
    method: str
    paths: tuple[str, ...]
    handler: Callable[[Any, Call], Reply] = attrs.field(repr=False)


@attrs.define
class Call:
    """One request on its way through the simulator."""

    operation: Operation
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str] = attrs.field(repr=False)
    raw_body: bytes = attrs.field(repr=False)
    job_id: str | None = None
    _parsed: list[Any] = attrs.field(factory=list, init=False, repr=False)

    def parameter(self, name: str) -> list[str]:
        """Every value that the query gives for `name`."""
        return [value for key, value in self.query if key == name]

    def body(self) -> Any:
        """The body parsed as JSON, or None when it is no JSON."""
        if not self._parsed:
            try:
                body = json.loads(self.raw_body, parse_constant=_refuse)
                if (
                    b"\\ud" in self.raw_body.lower()
                ):  # half of a surrogate pair cannot be encoded; servers replace it
                    body = json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
                self._parsed.append(body)
            except (ValueError, RecursionError):
                self._parsed.append(None)
        return self._parsed[0]


@attrs.define
class RecordedRequest:
    """The record of one request for tests, in `sim.requests`.

    `time` is in seconds of the simulator's clock; `status` is that of the answer, 0 when the connection
    was cut; `fault` is the name of the fault that shaped the answer. No field holds a key: `headers` come
    without the ones that carry secrets, and `bearer` only says whether the right key was there.
    """

    operation: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] = attrs.field(repr=False)
    bearer: Bearer
    body: Any = attrs.field(repr=False)
    time: float
    job_id: str | None = None
    status: int | None = None
    fault: str | None = None


def bearer(headers: dict[str, str], api_key: str) -> Bearer:
    """Whether the request has the right bearer key."""
    given = headers.get("authorization")
    if given is None:
        return "missing"
    scheme, _, key = given.partition(" ")
    return "valid" if scheme.lower() == "bearer" and key == api_key else "invalid"


def record(call: Call, *, time: float, bearer: Bearer) -> RecordedRequest:
    """The record of a call, without its secrets."""
    return RecordedRequest(
        operation=call.operation.name,
        method=call.operation.method,
        path=call.path,
        query=dict(call.query),
        headers={name: value for name, value in call.headers.items() if name not in _SECRET},
        bearer=bearer,
        body=call.body() if call.raw_body else None,
        time=time,
        job_id=call.job_id,
    )


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
