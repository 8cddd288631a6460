"""How cassettes are written: with their origin and without secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

LIVE = os.environ.get("LIVE") == "1"
KEY = os.environ.get("PERPLEXITY_API_KEY", "") if LIVE else "sim-key"

_SIMULATED = "Recorded from perplexity_jobs.simulator with `make record`; no traffic of the real service."
_LIVE = "Recorded from the real service with `make record`; key and account data were removed."

# Everything else may tell of an account, a machine or a moment, and no test reads it.
KEPT = frozenset(("accept", "content-type", "content-length", "date", "location", "retry-after"))
_KEPT_FAMILY = "x-ratelimit-"
# The last part is letters, so that a level at its version (`fast@2026-10-16.0`) is none.
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\.[A-Za-z]{2,}")


class SecretInCassetteError(ValueError):
    """A cassette would hold the API key or an address of a person; it was not written."""


class MarkedSerializer:
    """YAML with the origin in its first line; refuses to write the key, and e-mail addresses."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """The text of a cassette."""
        text = yaml.safe_dump(cassette, sort_keys=True, allow_unicode=True, width=110)
        # Bodies that are no text stand in the YAML as base64, where nothing would be found.
        whole = "\n".join([text, *(body.decode("latin-1") for body in _bytes(cassette))])
        for found, what in (
            ((KEY and KEY in whole), "the API key"),
            (_MAIL.search(whole), "an e-mail address"),
        ):
            if found:
                raise SecretInCassetteError(
                    f"The cassette holds {what} and was not written: find where the service repeats it, and "
                    "remove it in tests/wrapper/client/recording.py."
                )
        return f"# {_LIVE if LIVE else _SIMULATED}\n{text}"

    @staticmethod
    def deserialize(text: str) -> Any:
        """The cassette of a text."""
        return yaml.safe_load(text)


def _bytes(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, Mapping):
        yield from (found for inner in value.values() for found in _bytes(inner))
    elif isinstance(value, list | tuple):
        yield from (found for inner in value for found in _bytes(inner))


def is_kept(header: str) -> bool:
    """Whether a header is part of what a cassette is for."""
    return header.lower() in KEPT or header.lower().startswith(_KEPT_FAMILY)


def without_account(message: Any) -> Any:
    """A request or a response with the headers alone that a test may read."""
    headers = message["headers"] if isinstance(message, Mapping) else message.headers
    for name in [name for name in headers if not is_kept(str(name))]:
        del headers[name]
    return message
