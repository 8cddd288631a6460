"""What must not be seen: a value that does not show itself, and the hiding of it in what others write."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any, cast

# Shorter ones are made up, and may be words of an answer.
_REAL = 16
_CAUSES = 20
_CREDENTIAL = re.compile(r"auth|key|token|secret|cookie|pass|credential|signature", re.IGNORECASE)


class Secret:
    """A value that is not shown where tools for debugging and reports show the variables of a frame."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value.reveal() if isinstance(value, Secret) else value

    def __repr__(self) -> str:
        return "[hidden]"

    def reveal(self) -> Any:
        """The value itself; to be used where it is asked for, and kept in no variable."""
        return self._value


def veil(options: Mapping[str, Any], *names: str) -> None:
    """Make secrets of some keywords of a call, in the very dict that is a variable of the call's frames."""
    for name in names:
        if options.get(name) is not None:
            cast("MutableMapping[str, Any]", options)[name] = Secret(options[name])


def is_credential(name: str) -> bool:
    """Whether a header or parameter of this name carries a credential."""
    return _CREDENTIAL.search(name) is not None


class Secrets:
    """The secrets of one request, to be hidden in whatever comes back.

    Args:
        key: that of the service.
        headers: more headers of the request; those that are named like credentials count.
    """

    def __init__(self, key: Secret, headers: Mapping[str, str | bytes]) -> None:
        words = {key.reveal().encode()}
        for name, value in headers.items():
            if is_credential(name):
                words.update((value.encode() if isinstance(value, str) else value).split()[-1:])
        self._words = Secret(sorted(words, key=len, reverse=True))

    def hide(self, body: bytes, *, success: bool = False) -> bytes:
        """A body without them, however their letters are escaped; that of a success keeps short words."""
        # Looking for every way to write a letter takes as long as reading the body: not without a reason.
        thorough = not success or b"\\u00" in body or b"\\/" in body
        for word in self._words.reveal():
            if success and len(word) < _REAL:
                continue
            body = _pattern(word).sub(b"[key]", body) if thorough else body.replace(word, b"[key]")
        return body

    def hide_in(self, text: str, *, success: bool = False) -> str:
        """The same for a text."""
        return self.hide(text.encode("utf-8", "surrogatepass"), success=success).decode(
            "utf-8", "surrogatepass"
        )

    def forget(self, error: BaseException) -> None:
        """Take them out of an error and its causes, frames included: their variables hold what was sent."""
        for _ in range(_CAUSES):
            error.__traceback__ = None
            error.args = tuple(
                self.hide_in(str(arg)) if isinstance(arg, str | bytes | BaseException) else arg
                for arg in error.args
            )
            inner = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            error.__cause__ = error.__context__ = inner
            if inner is None:
                return
            error = inner


@lru_cache(maxsize=16)
def _pattern(word: bytes) -> re.Pattern[bytes]:
    """A word as JSON, HTML, an address or a wider encoding may write it."""
    return re.compile(rb"\x00*".join(map(_letter, word)))


def _letter(letter: int) -> bytes:
    plain, number = re.escape(bytes([letter])), b"(?i:%02x)" % letter
    # The letter itself comes last: it may begin one of the others.
    return rb"(?:\\+u00%s|\\+%s|%%%s|&#0*%d;|&#[xX]0*%s;|%s)" % (number, plain, number, letter, number, plain)
