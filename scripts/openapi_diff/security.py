"""Compare the credentials that an operation accepts.

Several requirements are alternatives, several schemes in one are needed together, and an empty requirement or
list means no credentials. The credentials to send are compared, not the names of schemes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_diff.flatten import Shapes
from openapi_diff.pairing import Operation
from openapi_diff.rules import Facet, Kind

_SAID = ("type", "scheme", "in", "name", "openIdConnectUrl", "tokenUrl", "authorizationUrl")


def compare_security(old: Shapes, new: Shapes, before: Operation, after: Operation) -> Iterator[Facet]:
    """The alternatives of one operation that are gone or new."""
    was, is_ = _alternatives(old, before), _alternatives(new, after)
    for kind, verb, these, those in (
        (Kind.SECURITY_REMOVED, "is not enough any more", was, is_),
        (Kind.SECURITY_ADDED, "is accepted now", is_, was),
    ):
        for given in these:  # with more credentials than are wanted a caller is served, too
            if not any(
                all(scheme in given and scopes <= given[scheme] for scheme, scopes in wanted.items())
                for wanted in those
            ):
                words = [f"{scheme} {' '.join(sorted(given[scheme]))}".strip() for scheme in sorted(given)]
                yield Facet(kind, verb, "authentication", " with ".join(words) or "no credentials")


def _alternatives(shapes: Shapes, operation: Operation) -> list[dict[str, frozenset[str]]]:
    """Each scheme in words, with the scopes that are wanted of it."""
    declared = operation.node.get("security", shapes.document.get("security")) or [{}]
    return [
        {
            _scheme(shapes, name): frozenset(map(str, scopes if isinstance(scopes, list) else ()))
            for name, scopes in shapes.follow(requirement).items()
        }
        for requirement in declared
    ]


def _scheme(shapes: Shapes, name: str) -> str:
    """What a scheme wants to be sent, in words; its name where the document does not describe it."""
    schemes: Any = shapes.document.get("components", {}).get("securitySchemes", {})
    scheme = shapes.follow(schemes.get(name))
    nodes = [scheme, *map(shapes.follow, shapes.follow(scheme.get("flows")).values())]
    said = ((key, str(node[key])) for node in nodes for key in _SAID if key in node)
    # RFC 9110: the names of HTTP schemes have no case
    return " ".join(text.lower() if key == "scheme" else text for key, text in said) or name
