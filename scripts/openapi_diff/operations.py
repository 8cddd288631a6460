"""What changed inside one operation that both documents have: parameters, bodies, answers, credentials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from openapi_diff.facets import Facet, compare_deprecation, compare_requirement
from openapi_diff.flatten import Shapes
from openapi_diff.model import Change, Direction
from openapi_diff.pairing import Operation, first_schema
from openapi_diff.pairs import pair_best
from openapi_diff.rules import Kind, judge
from openapi_diff.schemas import SchemaComparison
from openapi_diff.security import compare_security

_IGNORED_HEADERS = {"accept", "content-type", "authorization"}  # OpenAPI: such parameters are not parameters
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


@attrs.define
class OperationComparison:
    """Compares one operation with its successor, with the schemas compared so far."""

    request: SchemaComparison
    response: SchemaComparison
    before: Operation
    after: Operation
    changes: list[Change] = attrs.field(factory=list, init=False)

    @property
    def old(self) -> Shapes:
        """The shapes of the old document."""
        return self.request.old

    @property
    def new(self) -> Shapes:
        """The shapes of the new document."""
        return self.request.new

    def compare(self) -> list[Change]:
        """Every change inside the operation."""
        self._compare_identity()
        compare_security(self.old, self.new, self.before, self.after, self._say)
        self._compare_parameters()
        self._compare_request()
        self._compare_responses()
        if (self.before.node.get("callbacks") or {}) != (self.after.node.get("callbacks") or {}):
            self._say(Kind.OTHER_CHANGED, Direction.CALL, self.after.label, "its callbacks changed")
        return self.changes

    def _say(self, kind: Kind, direction: Direction, where: str, what: str) -> None:
        self.changes.append(judge(kind, direction, where, what, self.after.label))

    def _say_all(self, facets: Iterable[Facet], direction: Direction, where: str) -> None:
        for kind, what in facets:
            self._say(kind, direction, where, what)

    def _compare_identity(self) -> None:
        before, after = self.before, self.after
        if (before.method, before.bare_path) != (after.method, after.bare_path):
            said = f"{before.address} became {after.address}"
            self._say(Kind.OPERATION_MOVED, Direction.CALL, after.label, said)
        if len(before.template_names) == len(after.template_names):
            for old, new in zip(before.template_names, after.template_names, strict=True):
                if old != new:
                    said = f"{{{old}}} became {{{new}}}"
                    self._say(Kind.PATH_PARAMETER_RENAMED, Direction.CALL, f"{after.label} path {new}", said)
        if before.operation_id != after.operation_id:
            said = f"the operation id was {before.operation_id!r}, is {after.operation_id!r}"
            self._say(Kind.OPERATION_ID_CHANGED, Direction.CALL, after.address, said)
        facets = compare_deprecation(_is_deprecated(before.node), _is_deprecated(after.node))
        self._say_all(facets, Direction.CALL, after.label)

    def _compare_schemas(self, schemas: SchemaComparison, old: Any, new: Any, where: str) -> None:
        for found in schemas.changes(old, new, where):
            self._say(found.kind, schemas.direction, found.where, found.what)

    def _compare_parameters(self) -> None:
        old, new = _parameters(self.old, self.before), _parameters(self.new, self.after)
        for key, parameter in {**old, **new}.items():
            where = f"{self.after.label} {parameter.get('in')} {parameter.get('name')}"
            if key not in new:
                kind = Kind.PARAMETER_REMOVED_REQUIRED if _is_required(parameter) else Kind.PARAMETER_REMOVED
                self._say(kind, Direction.REQUEST, where, f"{_word(parameter)} parameter disappeared")
            elif key not in old:
                kind = Kind.PARAMETER_ADDED_REQUIRED if _is_required(parameter) else Kind.PARAMETER_ADDED
                self._say(kind, Direction.REQUEST, where, f"{_word(parameter)} parameter appeared")
            else:
                self._compare_parameter(old[key], parameter, where)

    def _compare_parameter(self, old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> None:
        facets = [
            *compare_requirement(_is_required(old), _is_required(new)),
            *compare_deprecation(_is_deprecated(old), _is_deprecated(new)),
        ]
        self._say_all(facets, Direction.REQUEST, where)
        if _form(old) != _form(new):
            said = f"was written as {_form_text(old)}, is written as {_form_text(new)}"
            self._say(Kind.PARAMETER_FORM_CHANGED, Direction.REQUEST, where, said)
        self._compare_schemas(self.request, _parameter_schema(old), _parameter_schema(new), where)

    def _compare_request(self) -> None:
        old = self.old.follow(self.before.node.get("requestBody"))
        new = self.new.follow(self.after.node.get("requestBody"))
        where = f"{self.after.label} request"
        if not old and not new:
            return
        if not old or not new:
            required = _is_required(new or old)
            if new:
                kind = Kind.BODY_ADDED_REQUIRED if required else Kind.BODY_ADDED
            else:
                kind = Kind.BODY_REMOVED_REQUIRED if required else Kind.BODY_REMOVED
            word = "appeared" if new else "disappeared"
            self._say(kind, Direction.REQUEST, where, f"{_word(new or old)} body {word}")
            return
        facets = compare_requirement(_is_required(old), _is_required(new), "body ")
        self._say_all(facets, Direction.REQUEST, where)
        self._compare_content(old, new, where, self.request)

    def _compare_responses(self) -> None:
        old, new = self.before.node.get("responses") or {}, self.after.node.get("responses") or {}
        for status in sorted(old.keys() | new.keys()):
            where, is_success = f"{self.after.label} {status}", status.startswith(("1", "2", "3"))
            if status not in new:
                kind = Kind.SUCCESS_STATUS_REMOVED if is_success else Kind.ERROR_STATUS_REMOVED
                self._say(kind, Direction.RESPONSE, where, "answer disappeared")
                continue
            if status not in old:
                kind = Kind.SUCCESS_STATUS_ADDED if is_success else Kind.ERROR_STATUS_ADDED
                self._say(kind, Direction.RESPONSE, where, "answer appeared")
                continue
            before, after = self.old.follow(old[status]), self.new.follow(new[status])
            self._compare_headers(before, after, where)
            if bool(before.get("content")) is not bool(after.get("content")):
                kind = Kind.BODY_ADDED if after.get("content") else Kind.BODY_REMOVED
                word = "appeared" if after.get("content") else "disappeared"
                self._say(kind, Direction.RESPONSE, where, f"body {word}")
            else:
                self._compare_content(before, after, where, self.response)

    def _compare_headers(self, before: Mapping[str, Any], after: Mapping[str, Any], where: str) -> None:
        old = {str(name).lower(): node for name, node in (before.get("headers") or {}).items()}
        new = {str(name).lower(): node for name, node in (after.get("headers") or {}).items()}
        for name in sorted(old.keys() | new.keys()):
            place = f"{where} header {name}"
            if name not in new:
                self._say(Kind.HEADER_REMOVED, Direction.RESPONSE, place, "header disappeared")
            elif name not in old:
                self._say(Kind.HEADER_ADDED, Direction.RESPONSE, place, "header appeared")
            else:
                one, other = self.old.follow(old[name]), self.new.follow(new[name])
                self._compare_schemas(self.response, _parameter_schema(one), _parameter_schema(other), place)

    def _compare_content(
        self, before: Mapping[str, Any], after: Mapping[str, Any], where: str, schemas: SchemaComparison
    ) -> None:
        was, is_ = before.get("content") or {}, after.get("content") or {}
        pairs = pair_best(sorted(was), sorted(is_), _media_likeness)
        for media in pairs.removed:
            self._say(Kind.MEDIA_TYPE_REMOVED, schemas.direction, where, f"{media} is no longer spoken")
        for media in pairs.added:
            self._say(Kind.MEDIA_TYPE_ADDED, schemas.direction, where, f"{media} is spoken too")
        for old, new in pairs.kept:
            one, other = was[old] or {}, is_[new] or {}
            self._compare_schemas(schemas, one.get("schema", {}), other.get("schema", {}), where)


def _media_likeness(one: str, other: str) -> float:
    """The same in every letter, or without parameters; letter case says nothing (RFC 9110, 8.3.1)."""
    return 2.0 if one == other else float(_media_type(one) == _media_type(other))


def _media_type(media: str) -> str:
    return str(media).split(";", 1)[0].strip().lower()


def _parameters(shapes: Shapes, operation: Operation) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The parameters by place and name; in the path by position, since those names are not sent."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    declared: Iterable[Any] = [
        *(operation.item.get("parameters") or ()),
        *(operation.node.get("parameters") or ()),
    ]
    for node in declared:
        parameter = shapes.follow(node)
        place, name = str(parameter.get("in")), str(parameter.get("name"))
        if place == "header":
            name = name.lower()
            if name in _IGNORED_HEADERS:
                continue
        if place == "path" and name in operation.template_names:
            name = str(operation.template_names.index(name))
        found[place, name] = parameter
    return found


def _parameter_schema(parameter: Mapping[str, Any]) -> Any:
    return parameter.get("schema", first_schema(parameter) if "content" in parameter else {})


def _is_required(node: Mapping[str, Any]) -> bool:
    return node.get("required") is True or node.get("in") == "path"


def _is_deprecated(node: Mapping[str, Any]) -> bool:
    return node.get("deprecated") is True


def _word(node: Mapping[str, Any]) -> str:
    return "required" if _is_required(node) else "optional"


def _form(parameter: Mapping[str, Any]) -> tuple[Any, ...]:
    style = parameter.get("style", _STYLES.get(str(parameter.get("in"))))
    media = tuple(sorted(map(_media_type, parameter.get("content") or ())))
    return (style, parameter.get("explode", style == "form"), media)


def _form_text(parameter: Mapping[str, Any]) -> str:
    style, explode, media = _form(parameter)
    return ", ".join(media) if media else f"{style}{', one by one' if explode else ', joined'}"
