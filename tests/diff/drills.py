"""Changes of the real effective document that have happened to others, each with the report it must give."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from openapi_build.yamlio import load_yaml
from openapi_diff.rules import Kind

Json = dict[str, Any]
_DOCUMENT = Path(__file__).resolve().parents[2] / "openapi" / "openapi.yaml"


def effective_document() -> Json:
    """The committed document, a fresh copy."""
    loaded: Json = load_yaml(_DOCUMENT.read_text(encoding="utf-8"))
    return loaded


@attrs.frozen
class Drill:
    """A change: `apply` makes it to a document; `told` is what the report must hold, `breaks` the verdict."""

    name: str
    apply: Callable[[Json], None]
    told: frozenset[tuple[Kind, str]]
    breaks: bool

    def documents(self) -> tuple[Json, Json]:
        """The document before and after."""
        before = effective_document()
        after = copy.deepcopy(before)
        self.apply(after)
        return before, after


def _schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def _operation(document: Json, operation_id: str) -> Json:
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and operation.get("operationId") == operation_id:
                return operation
    raise KeyError(operation_id)


def _rename_paths(document: Json) -> None:
    document["paths"] = {
        path.replace("/async/chat/completions", "/v1/async/sonar"): item
        for path, item in document["paths"].items()
    }


def _rename_paths_and_ids(document: Json) -> None:
    for name in ("create_job", "get_job", "list_jobs"):
        _operation(document, name)["operationId"] = f"{name}_v1"
    _rename_paths(document)


def _optional_field(document: Json) -> None:
    _schema(document, "ApiChatCompletionsRequest")["properties"]["fresh"] = {"type": "string"}


def _required_field(document: Json) -> None:
    _optional_field(document)
    _schema(document, "ApiChatCompletionsRequest")["required"].append("fresh")


def _removed_field(document: Json) -> None:
    del _schema(document, "AsyncApiChatCompletionsResponse")["properties"]["failed_at"]


def _new_status(document: Json) -> None:
    _schema(document, "AsyncProcessingStatus")["enum"].append("CANCELLED")


def _no_query(document: Json) -> None:
    del _operation(document, "list_jobs")["parameters"]


def _moved_server(document: Json) -> None:
    document["servers"] = [{"url": "https://api.example.org"}]


def _deprecated(document: Json) -> None:
    _operation(document, "list_jobs")["deprecated"] = True


def _odd_names(document: Json) -> None:
    names = ("nullable", "example", "self", "class", "from", "a-b", "_c", "d e", "größe")
    for name in names:
        _schema(document, "AsyncApiChatCompletionsResponse")["properties"][name] = {"type": "string"}


def _recursive(document: Json) -> None:
    choice = _schema(document, "Choice")
    choice["properties"]["parent"] = {"anyOf": [{"$ref": "#/components/schemas/Choice"}, {"type": "null"}]}


def _sibling_description(document: Json) -> None:
    response = _schema(document, "AsyncApiChatCompletionsResponse")["properties"]
    response["note"] = {"$ref": "#/components/schemas/ErrorDetail", "description": "Beside a reference."}


def _renamed_component(document: Json) -> None:
    schemas = document["components"]["schemas"]
    schemas["Billing"] = schemas.pop("Cost")
    _point_elsewhere(document, "#/components/schemas/Cost", "#/components/schemas/Billing")


def _point_elsewhere(node: Any, old: str, new: str) -> None:
    for value in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        _point_elsewhere(value, old, new)
    if isinstance(node, dict) and node.get("$ref") == old:
        node["$ref"] = new


def _other_credentials(document: Json) -> None:
    scheme = {"type": "apiKey", "in": "header", "name": "X-Api-Key"}
    document["components"]["securitySchemes"]["HTTPBearer"] = scheme


def _gone(document: Json) -> None:
    for path, item in document["paths"].items():
        if item.get("get", {}).get("operationId") == "list_jobs":
            del document["paths"][path]["get"]
            return


def _smaller_range(document: Json) -> None:
    temperature = _schema(document, "ApiChatCompletionsRequest")["properties"]["temperature"]
    for branch in temperature.get("anyOf", [temperature]):
        if branch.get("type") != "null":
            branch["maximum"] = 1


def _told(*entries: tuple[Kind, str]) -> frozenset[tuple[Kind, str]]:
    return frozenset(entries)


_RESPONSE, _REQUEST = "AsyncApiChatCompletionsResponse", "ApiChatCompletionsRequest"
_MOVES = tuple((Kind.OPERATION_MOVED, name) for name in ("create_job", "get_job", "list_jobs"))
_MOVES_V1 = tuple((Kind.OPERATION_MOVED, f"{name}_v1") for name in ("create_job", "get_job", "list_jobs"))
_IDS = (
    (Kind.OPERATION_ID_CHANGED, "POST /v1/async/sonar"),
    (Kind.OPERATION_ID_CHANGED, "GET /v1/async/sonar"),
    (Kind.OPERATION_ID_CHANGED, "GET /v1/async/sonar/{api_request}"),
)
_QUERY = tuple((Kind.PARAMETER_REMOVED, f"list_jobs query {name}") for name in ("limit", "next_token"))
_ODD = ("nullable", "example", "self", "class", "from", "a-b", "_c", "d e", "größe")

DRILLS = (
    Drill(
        "a new optional request field", _optional_field, _told((Kind.FIELD_ADDED, f"{_REQUEST}.fresh")), False
    ),
    Drill(
        "a new required request field",
        _required_field,
        _told((Kind.FIELD_ADDED_REQUIRED, f"{_REQUEST}.fresh")),
        True,
    ),
    Drill(
        "a removed response field",
        _removed_field,
        _told((Kind.FIELD_REMOVED, f"{_RESPONSE}.failed_at")),
        True,
    ),
    Drill("a new status", _new_status, _told((Kind.ENUM_VALUE_ADDED, "AsyncProcessingStatus")), False),
    Drill("all three paths renamed", _rename_paths, _told(*_MOVES), True),
    Drill("paths and operation ids renamed", _rename_paths_and_ids, _told(*_MOVES_V1, *_IDS), True),
    Drill("list without its query parameters", _no_query, _told(*_QUERY), True),
    Drill("an operation gone", _gone, _told((Kind.OPERATION_REMOVED, "list_jobs")), True),
    Drill(
        "a moved server",
        _moved_server,
        _told(
            *(
                (kind, "servers")
                for kind in (Kind.DEFAULT_SERVER_CHANGED, Kind.SERVER_ADDED, Kind.SERVER_REMOVED)
            )
        ),
        True,
    ),
    Drill("an operation deprecated", _deprecated, _told((Kind.DEPRECATED, "list_jobs")), False),
    Drill(
        "fields with odd names",
        _odd_names,
        _told(*((Kind.FIELD_ADDED, f"{_RESPONSE}.{n}") for n in _ODD)),
        False,
    ),
    Drill("a schema made recursive", _recursive, _told((Kind.FIELD_ADDED, "Choice.parent")), False),
    Drill(
        "a description beside $ref",
        _sibling_description,
        _told((Kind.FIELD_ADDED, f"{_RESPONSE}.note")),
        False,
    ),
    Drill("a renamed component", _renamed_component, _told(), False),
    Drill(
        "credentials sent in another way",
        _other_credentials,
        _told((Kind.SECURITY_SCHEME_CHANGED, "security scheme HTTPBearer")),
        True,
    ),
    Drill("a smaller range", _smaller_range, _told((Kind.LIMIT_TIGHTENED, f"{_REQUEST}.temperature")), True),
)
