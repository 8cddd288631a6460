"""Two whole documents compared: a pure function of two dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openapi_build.document.references import inline_path_items, prune, refuse_dangling
from openapi_build.yamlio import plain
from openapi_diff.flatten import Shapes
from openapi_diff.model import Change, Direction, merge_operations
from openapi_diff.operations import OperationComparison
from openapi_diff.pairing import pair_operations
from openapi_diff.rules import Kind, judge
from openapi_diff.schemas import SchemaComparison


def compare_documents(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every change from `old` to `new` that a caller can notice, judged; breaking first, then by place.

    Both are OpenAPI 3.1 documents as dictionaries (3.0 is to be upgraded first). Titles, descriptions and
    examples are not compared, and neither are components that no operation reaches. Raises BuildError for a
    reference that leads nowhere or out of the document.
    """
    old, new = _prepared(old), _prepared(new)
    before, after = Shapes(old), Shapes(new)
    request = SchemaComparison(before, after, Direction.REQUEST)
    response = SchemaComparison(before, after, Direction.RESPONSE)
    pairs = pair_operations(before, after)
    changes = _compare_servers(old, new)
    for operation in pairs.removed:
        what = f"{operation.address} disappeared"
        changes.append(judge(Kind.OPERATION_REMOVED, Direction.CALL, operation.label, what, operation.label))
    for operation in pairs.added:
        what = f"{operation.address} appeared"
        changes.append(judge(Kind.OPERATION_ADDED, Direction.CALL, operation.label, what, operation.label))
    for one, other in pairs.kept:
        changes += OperationComparison(request, response, one, other).compare()
    if (old.get("webhooks") or {}) != (new.get("webhooks") or {}):
        changes.append(judge(Kind.OTHER_CHANGED, Direction.CALL, "webhooks", "the webhooks changed"))
    return merge_operations(changes)


def _prepared(document: Mapping[str, Any]) -> dict[str, Any]:
    # A copy that shares nothing: a schema that stands in two places is two, each with its own place.
    result: dict[str, Any] = plain(document)
    inline_path_items(result)
    prune(result)
    refuse_dangling(result)
    return result


def _compare_servers(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    was, is_ = _servers(old), _servers(new)
    changes = []
    if was and is_ and was[0] != is_[0]:
        said = f"was {was[0]}, is {is_[0]}"
        changes.append(judge(Kind.DEFAULT_SERVER_CHANGED, Direction.CALL, "servers", said))
    for url in was:
        if url not in is_:
            changes.append(judge(Kind.SERVER_REMOVED, Direction.CALL, "servers", f"{url} disappeared"))
    for url in is_:
        if url not in was:
            changes.append(judge(Kind.SERVER_ADDED, Direction.CALL, "servers", f"{url} appeared"))
    return changes


def _servers(document: Mapping[str, Any]) -> list[str]:
    found = []
    for server in document.get("servers") or ():
        url = str(server.get("url", ""))
        for name, variable in (server.get("variables") or {}).items():
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
        found.append(url.rstrip("/") or "/")
    return found
