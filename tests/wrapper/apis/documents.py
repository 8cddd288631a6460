"""The effective document, for tests that validate requests against it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DOCUMENT = Path(__file__).resolve().parents[3] / "openapi" / "openapi.yaml"


@cache
def _components() -> dict[str, Any]:
    components: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))["components"]
    return components


def request_schema(name: str) -> dict[str, Any]:
    """A component as a self-contained JSON schema."""
    return {**_components()["schemas"][name], "components": _components()}
