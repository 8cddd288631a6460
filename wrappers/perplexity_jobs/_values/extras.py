"""The extra headers, query and body fields of a request; sorts them and attachments out of the keywords."""

from __future__ import annotations

from collections.abc import Mapping
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
        """Those among the keywords of a submit that go with every request that follows: all but the body."""
        veil(options, "extra_headers")
        return cls(Secret(options.get("extra_headers")).reveal(), options.get("extra_query"))

    def add_to(self, call: Call) -> Call:
        """The call with the extras in it; of two values for one name the extra one is sent."""
        if self is NO_EXTRAS:
            return call
        return evolve(
            call,
            headers={**call.headers, **_mapping("headers", self.headers)},
            query={**call.query, **_mapping("query", self.query)},
            json=call.json if self.body is None else _merged(call.json, _mapping("body", self.body)),
        )


def _mapping(kind: str, value: Any) -> Mapping[str, Any]:
    if value is None or isinstance(value, Mapping):
        return value or {}
    name, value = type(value).__name__, None  # headers may be credentials, and a frame shows its variables
    raise UsageError(f"extra_{kind}= takes a mapping, not {name}. Nothing was sent.")


def _merged(base: Any, extra: Any) -> Any:
    """The extra value, or where both are mappings the one with the other's names in it."""
    if not isinstance(base, Mapping) or not isinstance(extra, Mapping):
        return extra
    return {**base, **{name: _merged(base.get(name), value) for name, value in extra.items()}}


NO_EXTRAS = Extras()


def split_options(options: Mapping[str, Any]) -> tuple[Extras, dict[str, Any], dict[str, Any]]:
    """The keywords of a submit, told apart: extras, attachments, and fields of the request."""
    extras = evolve(Extras.of_submit(options), body=options.get("extra_body"))
    attachments = {name: options[name] for name in ("files", "images") if options.get(name) is not None}
    fields = {name: value for name, value in options.items() if name not in _NO_FIELDS}
    return extras, attachments, fields
