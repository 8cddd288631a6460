"""The body of an answer: never more of it, packed or unpacked, than a limit allows.

httpx unpacks each part whole, however much that makes: 1 kB of gzip can hold 1 MB, of gzip in gzip 1 GB. So
bodies are unpacked here, and each layer of packing ends at the limit.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping

import httpx

_GZIP = zlib.MAX_WBITS | 16
# Services pack once, careless proxies once more.
_MAX_LAYERS = 4


class BodyLostError(Exception):
    """An answer has no body to use; the text says why, after the words "answered, but"."""


class Body:
    """The body of one answer.

    Args:
        headers: of the answer, names in lower case.
        limit: bytes, for the body as it comes and for every layer of it as it is unpacked.
        read: whether a hook of the caller's client has read and unpacked it already.
    """

    def __init__(self, headers: Mapping[str, str], limit: int, *, read: bool) -> None:
        self.read = read
        self._limit = limit
        self._raw = bytearray()
        names = headers.get("content-encoding", "").lower().split(",")
        self._layers = [name for part in names if (name := part.strip()) not in ("", "identity")]
        said = headers.get("content-length", "")
        self.over = said.isdecimal() and len(said.lstrip("0")) < 20 and int(said) > limit
        """Whether there is, or will be, too much of it: nothing more is to be read."""

    def add(self, part: bytes) -> None:
        """Take in the next part."""
        self.over = self.over or len(self._raw) + len(part) > self._limit
        if self.over:
            self._raw.clear()
        else:
            self._raw += part

    def whole(self) -> bytes:
        """All of it in plain bytes.

        Raises:
            BodyLostError: it is too large, or packed in a way that was not asked for.
            httpx.DecodingError: it is not packed as it says.
        """
        body = bytes(self._raw)
        if self.over:
            raise self._too_large()
        if self.read:
            return body
        if set(self._layers) - {"gzip"} or len(self._layers) > _MAX_LAYERS:
            raise BodyLostError(f"its body is packed as {', '.join(self._layers)!r:.50}; gzip was asked for")
        for _ in self._layers:
            try:
                body = zlib.decompressobj(_GZIP).decompress(body, min(self._limit + 1, sys.maxsize))
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
            if len(body) > self._limit:
                raise self._too_large()
        return body

    def _too_large(self) -> BodyLostError:
        return BodyLostError(
            f"its body is larger than {self._limit} bytes; max_response_bytes= allows more, where answers are"
        )
