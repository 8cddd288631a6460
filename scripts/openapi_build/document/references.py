"""Resolve ``$ref``: refuse remote and dangling references, and remove components that none reaches.

The build uses no network and reads no file that is not in ``sources.lock``, so a reference to another
document is refused, not fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from openapi_build.errors import BuildError, Pointer, raise_all
from openapi_build.nodes import COMPONENT_KINDS, Node, children, walk
from openapi_build.yamlio import plain

PREFIX = "#/components/schemas/"


def references(node: Node) -> Iterator[tuple[Pointer, str]]:
    """The references that a node itself makes: its ``$ref`` and, of a schema, its discriminator's mapping."""
    reference = node.value.get("$ref")
    if isinstance(reference, str):
        yield (*node.pointer, "$ref"), reference
    discriminator = node.value.get("discriminator") if node.kind == "schema" else None
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for word, target in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(target, str):
            # a plain name is short for a component (OpenAPI 3.1, Discriminator Object)
            yield (
                (*node.pointer, "discriminator", "mapping", word),
                PREFIX + target if is_bare_name(target) else target,
            )


def is_bare_name(target: str) -> bool:
    """True for a discriminator's word that names a component, and is no address of a file."""
    return re.fullmatch(r"[A-Za-z0-9._-]+", target) is not None and not target.endswith(
        (".json", ".yaml", ".yml")
    )


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a local reference (``#/…``) leads to, or None."""
    value: Any = document
    for part in parse(reference):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def follow(document: dict[str, Any], node: Any) -> dict[str, Any]:
    """The object that a node is, or that a chain of references from it ends in; else an empty one."""
    for _ in range(50):
        if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
            return node if isinstance(node, dict) else {}
        node = resolve(document, node["$ref"])
    return {}


def parameters_of(
    document: dict[str, Any], path: str, method: str
) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """The parameters of an operation and of its path item, references followed; its own come first."""
    item, seen = document["paths"][path], set()
    for holder, pointer in ((item[method], ("paths", path, method)), (item, ("paths", path))):
        for index, parameter in enumerate(holder.get("parameters", ())):
            found = follow(document, parameter)
            key = (found.get("in"), found.get("name"))
            if key not in seen:
                seen.add(key)
                yield (*pointer, "parameters", index), found


def inline_path_items(document: dict[str, Any]) -> None:
    """Put each path item in the place of the reference to it: the generator passes over references there.

    Raises:
        BuildError: a reference leads nowhere or in a circle, or both say one thing.
    """
    paths: dict[str, Any] = document.get("paths") or {}
    do = "write the path item out in an overlay that `extends` the file"
    found = []
    for path, item in paths.items():
        seen = []
        while isinstance(item, dict) and isinstance(item.get("$ref"), str):
            reference = item["$ref"]
            beside = {key: value for key, value in item.items() if key != "$ref"}
            target = resolve(document, reference)
            said = target.keys() - {"summary", "description"} if isinstance(target, dict) else set()
            what = None
            if reference in seen:
                what = "leads in a circle"
            elif not isinstance(target, dict):
                what = "which is not there"
            elif beside.keys() & said:
                what = f"both say {', '.join(sorted(beside.keys() & said))}"
            if what:
                place = ("paths", path, "$ref")
                found.append(BuildError(f"the path item refers to {reference}, {what}", place, do=do))
                break
            seen.append(reference)
            item = paths[path] = {**plain(target), **beside}
    raise_all(found)


def refuse_remote(document: dict[str, Any]) -> None:
    """Raises: BuildError for every reference that leaves the document."""
    do = "bring what it refers to into the document with an overlay that `extends` the file"
    raise_all(
        [
            BuildError(
                f"refers to another document ({to}), and building reads none but the sources", at, do=do
            )
            for node in walk(document)
            for at, to in references(node)
            if not to.startswith("#")
        ]
    )


def refuse_dangling(document: dict[str, Any]) -> None:
    """Raises: BuildError for every reference to something that is not there."""
    refuse_remote(document)
    do = "see which source lost it, or correct the overlay that removed it"
    raise_all(
        [
            BuildError(f"refers to {to}, which is not there", at, do=do)
            for node in walk(document)
            for at, to in references(node)
            if resolve(document, to) is None
        ]
    )


def parse(reference: str) -> list[str]:
    """The parts of a local reference, unescaped."""
    return [unquote(part).replace("~1", "/").replace("~0", "~") for part in reference[1:].split("/")[1:]]


def prune(document: dict[str, Any]) -> dict[str, Any]:
    """Drop the components that no operation reaches, in place; security schemes are reached by name."""
    components = document.get("components")
    if not isinstance(components, dict):
        return document
    reached = {("securitySchemes", name) for name in _security_names(document)}
    waiting = [child for child in children(Node((), "document", document)) if child.kind != "components"]
    while waiting:
        node = waiting.pop()
        waiting.extend(children(node))
        for _, reference in references(node):
            parts = parse(reference) if reference.startswith("#") else []
            if len(parts) >= 3 and parts[0] == "components" and (parts[1], parts[2]) not in reached:
                reached.add((parts[1], parts[2]))
                waiting.extend(_component(components, parts[1], parts[2]))
    for section in list(components):
        members = components[section]
        if isinstance(members, dict) and not section.startswith("x-"):
            components[section] = {name: m for name, m in members.items() if (section, name) in reached}
            if not components[section]:
                del components[section]
    if not components:
        del document["components"]
    return document


def _component(components: dict[str, Any], section: str, name: str) -> list[Node]:
    member = components.get(section, {}).get(name) if isinstance(components.get(section), dict) else None
    kind = COMPONENT_KINDS.get(section)
    return [Node(("components", section, name), kind, member)] if kind and isinstance(member, dict) else []


def _security_names(document: dict[str, Any]) -> Iterator[str]:
    lists = [document.get("security")]
    lists += [node.value.get("security") for node in walk(document) if node.kind == "operation"]
    for requirements in lists:
        for requirement in requirements if isinstance(requirements, list) else ():
            if isinstance(requirement, dict):
                yield from requirement
