"""`Reply`, a response before it is sent, and functions for the usual ones: 200, errors, 422, HTML pages.

Handlers and faults build a `Reply`; only `app` sends it.
"""

from __future__ import annotations

import json
from typing import Any, Literal

import attrs

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Cut = Literal["reset", "disconnect", "hang", "half"]
"""How a reply fails below HTTP: the connection is reset (RST), closed without an answer, held until the
client gives up, or closed in the middle of the body."""


@attrs.frozen
class Reply:
    """One response: `delay` is in seconds of the simulator's clock, `cut` needs a real socket."""

    status: int
    body: bytes
    headers: dict[str, str] = attrs.field(factory=lambda: {"content-type": "application/json"})
    delay: float = 0.0
    cut: Cut | None = None

    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)

    def with_json(self, body: object) -> Reply:
        """The same reply with another body."""
        return attrs.evolve(self, body=encode(body))

    def with_headers(self, **headers: str) -> Reply:
        """The same reply with more headers; `_` in a name stands for `-`."""
        added = {name.replace("_", "-"): value for name, value in headers.items()}
        return attrs.evolve(self, headers={**self.headers, **added})


def encode(body: object) -> bytes:
    """The JSON of `body`, where a value of type `bytes` on its first level is JSON already.

    Results of deep research have 70 kB; they are encoded once, so that getting a finished job costs little
    more than getting a running one.
    """
    if not isinstance(body, dict) or bytes not in map(type, body.values()):
        return _to_json(body).encode()
    values = (value if isinstance(value, bytes) else encode(value) for value in body.values())
    pairs = (encode(name) + b":" + value for name, value in zip(body, values, strict=True))
    return b"{" + b",".join(pairs) + b"}"


def ok(body: object) -> Reply:
    """200 with JSON."""
    return Reply(200, encode(body))


def error(status: int, type_: str | None, message: str, **headers: str) -> Reply:
    """An error in the shape of the live service: `{"error": {"message", "type", "code"}}`.

    Without `type_` it has the message alone, as some of its 429 answers do.
    """
    inner: dict[str, Any] = {"message": message}
    if type_ is not None:
        inner |= {"type": type_, "code": status}
    return Reply(status, encode({"error": inner})).with_headers(**headers)


def invalid(detail: list[dict[str, Any]]) -> Reply:
    """422 as FastAPI writes it, with one entry per problem: where, what, which kind."""
    return Reply(422, encode({"detail": detail}))


def page(status: int, title: str, text: str) -> Reply:
    """An HTML error page as a gateway or content delivery network sends it."""
    html = (
        f"<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n"
        f"<body>\n<h1>{title}</h1>\n<p>{text}</p>\n<hr>simulator\n</body>\n</html>\n"
    )
    return Reply(status, html.encode(), {"content-type": "text/html; charset=UTF-8"})


def cut(how: Cut) -> Reply:
    """No response: the connection fails in the way that `how` says."""
    return Reply(0, b"", {}, cut=how)
