"""How cassettes are written: marked with their origin, without secrets, or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import yaml

LIVE = os.environ.get("LIVE") == "1"
KEY = os.environ.get("PERPLEXITY_API_KEY", "") if LIVE else "sim-key"

_SIMULATED = "Recorded from perplexity_jobs.simulator with `make record`; no traffic of the real service."
_LIVE = "Recorded from the real service with `make record`; key and account data were removed."

# What tells of an account, a machine or a moment, and what no test reads.
REMOVED = frozenset(
    (
        "authorization",
        "set-cookie",
        "cookie",
        "cf-ray",
        "server",
        "user-agent",
        "accept-encoding",
        "connection",
    )
)


class SecretInCassetteError(ValueError):
    """A cassette would hold the API key; it was not written."""


class MarkedSerializer:
    """YAML with the origin in its first line; refuses to write the key."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """The text of a cassette."""
        text = yaml.safe_dump(cassette, sort_keys=True, allow_unicode=True, width=110)
        if KEY and KEY in text:
            raise SecretInCassetteError(
                "The cassette holds the API key and was not written: find where the service repeats it, "
                "and remove it in tests/wrapper/recording.py."
            )
        return f"# {_LIVE if LIVE else _SIMULATED}\n{text}"

    @staticmethod
    def deserialize(text: str) -> Any:
        """The cassette of a text."""
        return yaml.safe_load(text)


def without_account(message: Any) -> Any:
    """A request or a response without the headers that tell of an account."""
    headers = message["headers"] if isinstance(message, Mapping) else message.headers
    for name in [name for name in headers if str(name).lower() in REMOVED]:
        del headers[name]
    return message
