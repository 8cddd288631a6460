"""The body of an answer: never more of it, packed or unpacked, than a limit allows.

httpx unpacks each part whole, however much that makes: 1 kB of gzip can hold 1 MB. So it is unpacked here.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping

import httpx

_GZIP = zlib.MAX_WBITS | 16


class BodyLostError(Exception):
    """An answer has no body to use; the text says why, after the words "answered, but"."""


class Body:
    """The body of one answer.

    Args:
        headers: of the answer, names in lower case.
        limit: bytes, for the body as it comes and as it is unpacked.
        read: whether a hook of the caller's client has read and unpacked it already.
    """

    def __init__(self, headers: Mapping[str, str], limit: int, *, read: bool) -> None:
        self.read = read
        self._limit = limit
        self._raw = bytearray()
        self._coding = "" if read else headers.get("content-encoding", "").strip().lower()

    def add(self, part: bytes) -> None:
        """Take in the next part; BodyLostError where it is too much."""
        self._raw += part
        self._check_size(self._raw)

    def whole(self) -> bytes:
        """All of it in plain bytes.

        Raises:
            BodyLostError: it is too large, or packed in a way that was not asked for.
            httpx.DecodingError: it is not packed as it says.
        """
        body = bytes(self._raw)
        if self._coding in ("", "identity"):
            return body
        if self._coding != "gzip":
            raise BodyLostError(f"its body is packed as {self._coding!r:.50}; gzip was asked for")
        try:
            body = zlib.decompressobj(_GZIP).decompress(body, min(self._limit + 1, sys.maxsize))
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from error
        self._check_size(body)
        return body

    def _check_size(self, body: bytes | bytearray) -> None:
        if len(body) > self._limit:
            size = f"larger than {self._limit} bytes"
            raise BodyLostError(f"its body is {size}; max_response_bytes= allows more, where answers are")
