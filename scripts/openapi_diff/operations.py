"""Compare an operation that both documents have: parameters, bodies, responses, credentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from openapi_diff.changes import Change, Direction, Facet, Kind, judge
from openapi_diff.flatten import Shapes
from openapi_diff.pairing import Operation, first_schema, pair_best
from openapi_diff.schemas import SchemaComparison
from openapi_diff.shape import compare_flags

_IGNORED_HEADERS = {"accept", "content-type", "authorization"}  # OpenAPI: such parameters are not parameters

_SAID = ("type", "scheme", "in", "name", "openIdConnectUrl", "tokenUrl", "authorizationUrl")

Nodes = Mapping[str, Mapping[str, Any]]
"""Parts of an operation by name."""


@attrs.define
class OperationComparison:
    """Compares one operation with its successor, with the schemas compared so far."""

    request: SchemaComparison
    response: SchemaComparison
    before: Operation
    after: Operation
    changes: list[Change] = attrs.field(factory=list, init=False)

    def compare(self) -> list[Change]:
        """Every change inside the operation."""
        self._compare_identity()
        self._compare_security()
        self._compare_parameters()
        self._compare_request()
        self._compare_responses()
        return self.changes

    def _say(self, direction: Direction, facet: Facet, holder: str | None = None) -> None:
        label = self.after.label
        self.changes.append(judge(facet, direction, label if holder is None else holder, label))

    def _came_and_went(self, direction: Direction, thing: str, old: Nodes, new: Nodes) -> None:
        """Whole parts that only one side has, of all that it has; `thing` is the noun for them."""
        for verb, these, those in (("disappeared", old, new), ("appeared", new, old)):
            for name in sorted(these.keys() - those.keys()):
                must = these[name].get("required") is True
                kind = Kind.REMOVED if these is old else Kind.REQUIRED_ADDED if must else Kind.ADDED
                word = "required" if must else "optional"
                self._say(direction, Facet(kind, verb, f"{word} {thing}", name))

    def _compare_identity(self) -> None:
        before, after = self.before, self.after
        facets = [*compare_flags(before.node, after.node)]
        if (before.method, before.bare_path) != (after.method, after.bare_path):
            facets.append(Facet(Kind.OPERATION_MOVED, f"moved from {before.address} to {after.address}"))
        for facet in facets:
            self._say(Direction.CALL, facet._replace(thing="operation", name=after.label), "")

    def _compare_security(self) -> None:
        was, is_ = _credentials(self.request.old, self.before), _credentials(self.request.new, self.after)
        for kind, verb, these, those in (
            (Kind.SECURITY_REMOVED, "stopped being enough", was, is_),
            (Kind.SECURITY_ADDED, "became enough", is_, was),
        ):
            for given in these:  # with more credentials than are wanted a caller is served, too
                if not any(wanted <= given for wanted in those):
                    name = " with ".join(sorted(given)) or "no credentials"
                    self._say(Direction.CALL, Facet(kind, verb, "authentication", name))

    def _compare_schemas(self, schemas: SchemaComparison, old: Any, new: Any, part: str) -> None:
        for holder, facet in schemas.changes(old, new, f"{self.after.label} {part}"):
            self._say(schemas.direction, facet, holder)

    def _compare_parameters(self) -> None:
        old, new = _parameters(self.request.old, self.before), _parameters(self.request.new, self.after)
        # The same place and name first; then the same name, which was sent in another place.
        kept, removed, added = pair_best(
            list(old), list(new), lambda key: (key, None if key[0] == "path" else key[1])
        )
        for place in dict.fromkeys(key[0] for key in (*removed, *added)):
            sides = (
                {nodes[key]["name"]: nodes[key] for key in keys if key[0] == place}
                for keys, nodes in ((removed, old), (added, new))
            )
            self._came_and_went(Direction.REQUEST, f"{place} parameter", *sides)
        for key, its in kept:
            self._compare_parameter(old[key], new[its], *its)

    def _compare_parameter(
        self, old: Mapping[str, Any], new: Mapping[str, Any], place: str, name: str
    ) -> None:
        thing, name = f"{place} parameter", new["name"]
        facets = [*compare_flags(old, new)]
        if old["in"] != place:
            facets.append(Facet(Kind.PLACE_CHANGED, f"moved there from the {old['in']}"))
        for facet in facets:
            self._say(Direction.REQUEST, facet._replace(thing=thing, name=name))
        self._compare_schemas(self.request, _schema(old), _schema(new), f"{place} {name}")

    def _compare_request(self) -> None:
        old = self.request.old.follow(self.before.node.get("requestBody"))
        new = self.request.new.follow(self.after.node.get("requestBody"))
        if old and new:
            for facet in compare_flags(old, new):
                self._say(Direction.REQUEST, facet._replace(thing="request body"))
            self._compare_content(old, new, "request", self.request)
        else:
            self._came_and_went(Direction.REQUEST, "request body", _one(old), _one(new))

    def _compare_responses(self) -> None:
        old, new = self.before.node.get("responses") or {}, self.after.node.get("responses") or {}
        kept, removed, added = pair_best(list(old), list(new), lambda status: (status,), _same_range)
        for statuses, verb in ((removed, "disappeared"), (added, "appeared")):
            for status in statuses:
                kind = Kind.SUCCESS_CHANGED if status.startswith(("1", "2", "3")) else Kind.ERROR_CHANGED
                self._say(Direction.RESPONSE, Facet(kind, verb, "answer", status))
        for one, other in kept:
            before, after = self.request.old.follow(old[one]), self.request.new.follow(new[other])
            was, is_ = before.get("content"), after.get("content")
            if was and is_:
                self._compare_content(before, after, other, self.response)
            else:
                self._came_and_went(Direction.RESPONSE, f"body of answer {other}", _one(was), _one(is_))

    def _compare_content(
        self, before: Mapping[str, Any], after: Mapping[str, Any], part: str, schemas: SchemaComparison
    ) -> None:
        was, is_ = before.get("content", {}), after.get("content", {})
        kept, removed, added = pair_best(sorted(was), sorted(is_), lambda media: (media, _media_type(media)))
        thing = f"media type of {part}"
        for media in removed:
            self._say(schemas.direction, Facet(Kind.MEDIA_TYPE_REMOVED, "disappeared", thing, media))
        for media in added:
            self._say(schemas.direction, Facet(Kind.MEDIA_TYPE_ADDED, "appeared", thing, media))
        for old, new in kept:
            self._compare_schemas(schemas, was[old].get("schema", {}), is_[new].get("schema", {}), part)


def _credentials(shapes: Shapes, operation: Operation) -> list[frozenset[str]]:
    """The alternatives that an operation accepts, each as words for what has to be sent."""
    schemes: Mapping[str, Any] = shapes.document.get("components", {}).get("securitySchemes", {})

    def words(name: str, scopes: Any) -> Iterator[str]:
        scheme = dict(shapes.follow(schemes.get(name)))
        scheme["scheme"] = str(scheme.get("scheme", "")).lower()  # RFC 9110: HTTP schemes have no case
        nodes = [scheme, *map(shapes.follow, shapes.follow(scheme.get("flows")).values())]
        called = " ".join(str(node[key]) for node in nodes for key in _SAID if node.get(key)) or name
        yield called
        yield from (f"{called} {scope}" for scope in (scopes if isinstance(scopes, list) else ()))

    declared = operation.node.get("security", shapes.document.get("security")) or [{}]
    return [
        frozenset(word for name, scopes in shapes.follow(requirement).items() for word in words(name, scopes))
        for requirement in declared
    ]


def _one(node: Mapping[str, Any] | None) -> Nodes:
    return {"": node} if node else {}


def _same_range(one: str, other: str) -> float:
    """A status, and the range (`2XX`) that takes its place."""
    return float(one[:1] == other[:1] and "XX" in (one[1:].upper(), other[1:].upper()))


def _media_type(media: str) -> str:
    """Without parameters; letter case says nothing (RFC 9110, 8.3.1)."""
    return media.split(";", 1)[0].strip().lower()


def _parameters(shapes: Shapes, operation: Operation) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The parameters by place and name; in the path by position, since those names are not sent."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for node in (*operation.item.get("parameters", ()), *operation.node.get("parameters", ())):
        parameter = {"name": "", "in": "query", **shapes.follow(node)}
        place, name = parameter["in"], parameter["name"]
        parameter["required"] = parameter.get("required") is True or place == "path"
        if place == "header":
            name = name.lower()
            if name in _IGNORED_HEADERS:
                continue
        if place == "path" and name in operation.template_names:
            name = str(operation.template_names.index(name))
        found[place, name] = parameter
    return found


def _schema(parameter: Mapping[str, Any]) -> Any:
    return parameter.get("schema", first_schema(parameter) if "content" in parameter else {})
