"""Compare two whole documents: servers, operations and all below them, and the names of the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openapi_build.document.references import broken_references, one_form, prune
from openapi_build.errors import BuildError, in_file, raise_all
from openapi_build.nodes import check_structure
from openapi_build.schemas import makes_class
from openapi_build.yamlio import plain
from openapi_diff.changes import Change, Direction, Facet, Kind, judge, merge_operations
from openapi_diff.flatten import Shapes
from openapi_diff.operations import OperationComparison
from openapi_diff.pairing import Operation, pair_operations
from openapi_diff.schemas import SchemaComparison

_LOST = "code that uses the name raises ImportError, AttributeError or TypeError"


def compare_documents(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every change from `old` to `new` that a caller can notice, judged; breaking first, then by place.

    Both are OpenAPI 3.1 documents as dictionaries (3.0 is to be upgraded first). Wording is not compared, and
    neither are components that no operation reaches, webhooks and callbacks. Raises BuildError for a document
    whose parts are not what OpenAPI asks for, and for a reference that leads nowhere or out of it.
    """
    return compare_with_names(old, new)[0]


def compare_with_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[Change], list[Change]]:
    """As `compare_documents`, and the names that the package made of the document loses."""
    try:
        before, after = (Shapes(_prepared(*side)) for side in ((old, "old"), (new, "new")))
        request = SchemaComparison(before, after, Direction.REQUEST)
        response = SchemaComparison(before, after, Direction.RESPONSE)
        kept, removed, added = pair_operations(before, after)
        found = [judge(facet, Direction.CALL, "") for facet in _compare_servers(before, after)]
        for one in removed:
            gone = Facet(Kind.OPERATION_REMOVED, "disappeared", "operation", one.address)
            found.append(judge(gone, Direction.CALL, "", one.label))
        for one in added:
            fresh = Facet(Kind.OPERATION_ADDED, "appeared", "operation", one.address)
            found.append(judge(fresh, Direction.CALL, "", one.label))
        for one, other in kept:
            found += OperationComparison(request, response, one, other).compare()
        changes = merge_operations(found)
        renamed = {**request.renamed, **response.renamed}
        names = [*_compare_classes(before, after, renamed, changes)]
        return changes, names + [change for pair in kept for change in _compare_functions(*pair)]
    except RecursionError:
        what = "a schema is composed of too many layers of allOf or anyOf"
        raise BuildError(what, do="flatten it") from None


def _prepared(document: Mapping[str, Any], word: str) -> dict[str, Any]:
    # A copy that shares nothing: a schema that stands in two places is two, each with its own place.
    result: dict[str, Any] = plain(document)
    with in_file(f"the {word} document"):
        check_structure(result)
        one_form(result)
        prune(result)
        raise_all(broken_references(result))
    return result


def _compare_servers(old: Shapes, new: Shapes) -> Iterator[Facet]:
    was, is_ = _servers(old), _servers(new)
    if was and is_ and was[0] != is_[0]:  # what clients without a base URL of their own call
        yield Facet(Kind.SERVER_REMOVED, f"changed to {is_[0]}", "first server", was[0])
        was, is_ = [url for url in was[1:] if url != is_[0]], [url for url in is_[1:] if url != was[0]]
    yield from (Facet(Kind.SERVER_REMOVED, "disappeared", "server", url) for url in was if url not in is_)
    yield from (Facet(Kind.SERVER_ADDED, "appeared", "server", url) for url in is_ if url not in was)


def _servers(shapes: Shapes) -> list[str]:
    found = []
    for server in map(shapes.follow, shapes.document.get("servers", ())):
        url = str(server.get("url", ""))
        for name, variable in shapes.follow(server.get("variables")).items():
            url = url.replace(f"{{{name}}}", str(shapes.follow(variable).get("default", "")))
        found.append(url.rstrip("/") or "/")
    return found


def _compare_classes(
    old: Shapes, new: Shapes, renamed: Mapping[str, str], told: Sequence[Change]
) -> Iterator[Change]:
    """The classes that users lose, and those that stand for them; what `told` says is not told again."""
    for name, other in sorted(renamed.items()):
        if makes_class(old.components[name]):
            yield _change("class", f"{name} → {other}", "got another name")
    for name in sorted(old.components.keys() - new.components.keys() - renamed.keys()):
        if makes_class(old.components[name]) and not any(change.name == name for change in told):
            yield _change("class", name, "disappeared")


def _compare_functions(before: Operation, after: Operation) -> Iterator[Change]:
    """The function of an operation, and its arguments, under other names."""
    was, is_ = (f"api.{(one.node.get('tags') or ['default'])[0]}.{one.label}" for one in (before, after))
    if was != is_:
        yield _change("function", f"{was} → {is_}", "got another name")
    for name, other in zip(before.template_names, after.template_names, strict=False):
        if name != other:
            yield _change("argument", f"{name} → {other}", "got another name", is_)


def _change(thing: str, name: str, verb: str, holder: str = "perplexity_openapi") -> Change:
    kind = "name-changed" if "→" in name else "name-removed"
    return Change(kind, Direction.PYTHON, holder, name, thing, verb, True, _LOST)
