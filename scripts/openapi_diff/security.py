"""What changed in how a caller proves who it is: the alternatives that an operation accepts, and their
schemes.

Several requirements in the list are alternatives; several schemes inside one requirement belong together.
An empty requirement, like an empty list, means that nobody needs to prove anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from openapi_diff.flatten import Shapes
from openapi_diff.model import Direction
from openapi_diff.pairing import Operation
from openapi_diff.rules import Kind

Emit = Callable[[Kind, Direction, str, str], None]
Alternative = frozenset[tuple[str, frozenset[str]]]
_PROSE = {"description", "bearerFormat"}  # hints for people; nothing a client does depends on them


def compare_security(old: Shapes, new: Shapes, before: Operation, after: Operation, emit: Emit) -> None:
    """Report the changes of one operation's security."""
    was, is_ = _alternatives(old, before), _alternatives(new, after)
    where = after.label
    nobody: Alternative = frozenset()
    if was == {nobody} and nobody not in is_:
        said = f"credentials are needed now: {_names(is_)}"
        emit(Kind.SECURITY_INTRODUCED, Direction.CALL, where, said)
    elif is_ == {nobody} and nobody not in was:
        said = f"works without credentials now, needed {_names(was)}"
        emit(Kind.SECURITY_LIFTED, Direction.CALL, where, said)
    else:
        for alternative in sorted(was - is_, key=_name):
            emit(Kind.SECURITY_REMOVED, Direction.CALL, where, f"{_name(alternative)} is no longer accepted")
        for alternative in sorted(is_ - was, key=_name):
            emit(Kind.SECURITY_ADDED, Direction.CALL, where, f"{_name(alternative)} is accepted too")
    for scheme in sorted({name for one in was & is_ for name, _ in one}):
        one, other = _scheme(old, scheme), _scheme(new, scheme)
        if one != other:
            said = f"was {_scheme_text(one)}, is {_scheme_text(other)}"
            emit(Kind.SECURITY_SCHEME_CHANGED, Direction.CALL, f"security scheme {scheme}", said)


def _alternatives(shapes: Shapes, operation: Operation) -> set[Alternative]:
    document = shapes.document
    declared = operation.node.get("security", document.get("security")) or [{}]
    return {
        frozenset((str(name), frozenset(map(str, scopes or ()))) for name, scopes in requirement.items())
        for requirement in declared
    }


def _scheme(shapes: Shapes, name: str) -> dict[str, Any]:
    schemes: Mapping[str, Any] = (shapes.document.get("components") or {}).get("securitySchemes") or {}
    scheme = dict(shapes.follow(schemes.get(name) or {}))
    if isinstance(scheme.get("scheme"), str):
        scheme["scheme"] = scheme["scheme"].lower()  # RFC 9110: the names of schemes have no case
    return {key: value for key, value in scheme.items() if key not in _PROSE and not key.startswith("x-")}


def _scheme_text(scheme: Mapping[str, Any]) -> str:
    keys = ("type", "scheme", "in", "name", "openIdConnectUrl")
    words = [str(scheme[key]) for key in keys if key in scheme]
    return " ".join(words) + (f" with flows {', '.join(scheme['flows'])}" if "flows" in scheme else "")


def _name(alternative: Alternative) -> str:
    scopes_of = {name: f" ({', '.join(sorted(scopes))})" if scopes else "" for name, scopes in alternative}
    return " with ".join(name + scopes_of[name] for name in sorted(scopes_of)) or "no credentials"


def _names(alternatives: set[Alternative]) -> str:
    return " or ".join(sorted(_name(alternative) for alternative in alternatives))
