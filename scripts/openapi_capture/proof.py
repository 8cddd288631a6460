"""Whether what came is the page that was asked for: one whole OpenAPI 3 document with the expected
operation.
"""

from __future__ import annotations

from typing import Any

from openapi_build.errors import BuildError
from openapi_build.nodes import operations
from openapi_build.read.extract import parse_source
from openapi_build.read.upgrade import upgrade
from openapi_capture.pages import CaptureError, Page


def prove(raw: bytes, page: Page, *, address: str) -> dict[str, Any]:
    """The document on a page that came from `address`, upgraded to 3.1. Raises CaptureError."""
    look = f"look at the page, and whether its address in openapi/sources.urls is right; {page.file} is kept"
    try:
        document = upgrade(parse_source(raw, name=page.file))
    except BuildError as error:
        raise CaptureError(error.what, file=address, do=look, detail=error.detail) from None
    found = [f"{method.upper()} {path}" for path, method, _ in operations(document)]
    if found != [page.operation]:
        held = " and ".join(found) or "no operation"
        raise CaptureError(
            f"holds {held}, expected was {page.operation}",
            file=address,
            do=f"if the page is right, change the line of {page.file} in openapi/sources.urls",
        )
    return document
