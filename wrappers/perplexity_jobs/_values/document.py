"""What the document says that the wrapper needs at run time.

Built from openapi/openapi.yaml by scripts/generate.py; not edited by hand.
"""

from __future__ import annotations

from typing import Final

BASE_URL: Final = "https://api.perplexity.ai"
"""The server that the document names."""
