"""The body of an answer: never more of it, packed or unpacked, than a limit allows.

httpx unpacks each part whole, however much that makes: 1 kB of gzip can hold 1 MB, of gzip in gzip 1 GB. So
parts are unpacked here a step at a time, with a look at the size and at the clock between steps.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from .timeouts import Timeouts

# Bytes that go in, and that come out, at once.
_IN, _OUT = 65_536, 1_048_576
# Of what only httpx can unpack, Brotli may make 16 MB of some ten bytes, and httpx gives all of it at once.
_FEW = 128
# Services pack once, careless proxies once more.
_MAX_CODINGS = 4


class BodyLostError(Exception):
    """An answer has no body to use; the text says why, after the words "answered, but"."""


class Body:
    """The body of one answer.

    Args:
        headers: of the answer.
        limit: bytes, for the body as it comes and for every layer of it as it is unpacked.
        read: whether a hook of the caller's client has read and unpacked it already.
    """

    def __init__(self, headers: httpx.Headers, limit: int, *, read: bool) -> None:
        self.read = read
        self._limit = limit
        self._raw = bytearray()
        self._codings = headers.get("content-encoding", "").lower().split(",")
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

    def whole(self, timeouts: Timeouts) -> bytes:
        """All of it in plain bytes.

        Raises:
            BodyLostError: it is too large.
            httpx.DecodingError: it is not packed as it says.
            httpx.ReadTimeout: the time is up.
        """
        if self.over:
            raise self._too_large()
        codings = [coding for name in self._codings if (coding := name.strip()) not in ("", "identity")]
        if self.read or not codings:
            return bytes(self._raw)
        if len(codings) > _MAX_CODINGS:
            raise httpx.DecodingError(f"the body is packed {len(codings)} times")
        parts = _cut(self._raw, _IN)
        for coding in reversed(codings):
            unpack = _inflated if coding in ("gzip", "deflate") else _unpacked_by_httpx
            parts = self._bounded(unpack(parts, coding), timeouts)
        return b"".join(parts)

    def _bounded(self, parts: Iterable[bytes], timeouts: Timeouts) -> Iterator[bytes]:
        size = 0
        for part in parts:
            size += len(part)
            if size > self._limit:
                raise self._too_large()
            if timeouts.over:
                raise httpx.ReadTimeout("the answer was not unpacked in time")
            if part:
                yield part

    def _too_large(self) -> BodyLostError:
        return BodyLostError(
            f"its body is larger than {self._limit} bytes; max_response_bytes= allows more, where answers are"
        )


def _cut(whole: bytes | bytearray, size: int) -> Iterator[bytes]:
    for start in range(0, len(whole), size):
        yield bytes(whole[start : start + size])


def _inflated(parts: Iterable[bytes], coding: str) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | (16 if coding == "gzip" else 0))
    begun = coding == "gzip"
    for part in parts:
        left = part
        while left and not unpacker.eof:
            try:
                plain = unpacker.decompress(left, _OUT)
            except zlib.error as error:
                if begun:
                    raise httpx.DecodingError(str(error)) from error
                # Some servers leave out the frame that deflate should have.
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            else:
                yield plain
                left = unpacker.unconsumed_tail
            begun = True
    if not unpacker.eof:
        yield unpacker.flush()


def _unpacked_by_httpx(parts: Iterable[bytes], coding: str) -> Iterator[bytes]:
    few = (piece for part in parts for piece in _cut(part, _FEW))
    return httpx.Response(200, headers={"content-encoding": coding}, content=few).iter_bytes()
