"""Page tokens (cursors) of the list, with characters that a client has to URL-encode.

A token is standard base64 and always has `+`, `/` and `=`. A client that does not encode it gets an error for
the second page.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

_MARK = b"\xfb\xef\xbe\xff\xff\xff"  # in base64: ++++////
_SIZE = len(_MARK) + 8 + 1 + 4


def encode(position: int, *, salt: int = 0) -> str:
    """The token of the page that begins after job number `position`; another `salt` is another token."""
    payload = _MARK + position.to_bytes(8, "big") + bytes([salt % 256])
    return base64.b64encode(payload + _check(payload)).decode()


def decode(token: str) -> int | None:
    """The position in a token, or None for one that the simulator did not issue."""
    try:
        data = base64.b64decode(token.rpartition(" ")[2].encode(), validate=True)
    except (binascii.Error, ValueError):
        return None
    payload, check = data[:-4], data[-4:]
    if len(data) != _SIZE or not payload.startswith(_MARK) or check != _check(payload):
        return None
    return int.from_bytes(payload[len(_MARK) : -1], "big")


def _check(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=4).digest()
