"""What the document says that the wrapper needs at run time.

Built from openapi/openapi.yaml by scripts/generate.py; not edited by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE_URL: Final = "https://api.perplexity.ai"
"""The server that the document names."""

DEPRECATED: Final[Mapping[str, str]] = {}
"""What is deprecated (operation, operation.parameter, Schema.field), and how to say it."""
