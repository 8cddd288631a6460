"""What a caller adds to a request besides the document's fields: extras and attachments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from .call import Call
from .errors import UsageError
from .secret import Secret, veil

_NO_FIELDS = ("extra_headers", "extra_query", "extra_body", "files", "images")


@frozen
class Extras:
    """More headers, query parameters and body for one request, in the manner of the official SDK."""

    headers: Mapping[str, str] | None = field(default=None, repr=False)
    query: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Extras:
        """Those among the keywords of a method; TypeError where a keyword is another one."""
        if not given:
            return NO_EXTRAS
        extras = cls.of_submit(given)
        if others := given.keys() - {"extra_headers", "extra_query"}:
            raise TypeError(f"there is no argument {min(others)!r} here; extra_headers and extra_query are")
        return extras

    @classmethod
    def of_submit(cls, options: Mapping[str, Any]) -> Extras:
        """Those among the keywords of a submit."""
        veil(options, "extra_headers")
        headers = Secret(options.get("extra_headers"))
        return cls(headers.reveal(), options.get("extra_query"), options.get("extra_body"))

    @property
    def without_body(self) -> Extras:
        """What goes with every request that follows."""
        return self if self.body is None else evolve(self, body=None)

    def add_to(self, call: Call) -> Call:
        """The call with the extras in it; of two values for one name the extra one is sent."""
        if self is NO_EXTRAS:
            return call
        changes: dict[str, Any] = {}
        if self.headers is not None:
            changes["headers"] = {**call.headers, **_mapping("headers", self.headers)}
        if self.query is not None:
            changes["query"] = {**call.query, **_mapping("query", self.query)}
        if self.body is not None:
            changes["json"] = _merged(call.json or {}, _mapping("body", self.body))
        return evolve(call, **changes) if changes else call


def _mapping(kind: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    name, value = type(value).__name__, None  # headers may be credentials, and a frame shows its variables
    raise UsageError(f"extra_{kind}= takes a mapping, not {name}. Nothing was sent.")


def _merged(base: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in extra.items():
        inner = merged.get(name)
        if isinstance(inner, Mapping) and isinstance(value, Mapping):
            merged[name] = _merged(inner, value)
        else:
            merged[name] = value
    return merged


NO_EXTRAS = Extras()


@frozen
class Attachments:
    """Documents and images that go with a question."""

    files: Sequence[Any] = ()
    images: Sequence[Any] = ()

    def add_to(self, question: Any) -> Any:
        """The question with the attachments in its last message."""
        if not self.files and not self.images:
            return question
        from .attachments import attach  # loaded late: most questions have no attachments

        return attach(question, self.files, self.images)


def split_options(options: Mapping[str, Any]) -> tuple[Extras, Attachments, dict[str, Any]]:
    """The keywords of a submit, told apart: extras, attachments, and fields of the request."""
    extras = Extras.of_submit(options)
    attachments = Attachments(*(_several(name, options.get(name)) for name in ("files", "images")))
    fields = {name: value for name, value in options.items() if name not in _NO_FIELDS}
    return extras, attachments, fields


def _several(name: str, given: Any) -> Sequence[Any]:
    """The files or images of a submit; one alone is a list of one."""
    if given is None:
        return ()
    # An open file has lines and a mapping has keys, which are no paths.
    iterable = isinstance(given, Iterable) and not hasattr(given, "read")
    several = tuple(given) if iterable and not isinstance(given, str | bytes | Mapping) else (given,)
    for one in several:
        if not isinstance(one, str | os.PathLike):
            raise TypeError(f"{name}= takes paths or addresses, not {type(one).__name__}")
    return several
