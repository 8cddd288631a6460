"""Resolve ``$ref``: find remote and dangling references, and remove components that none reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from openapi_build.errors import BuildError, Pointer
from openapi_build.nodes import CHILDREN, COMPONENT_KINDS, Node, children, walk
from openapi_build.schemas import mapping_of
from openapi_build.yamlio import plain

PREFIX = "#/components/schemas/"
_WRITTEN_OUT = ("path_item", "parameter", "request_body", "response")


def references(node: Node) -> Iterator[tuple[Pointer, str]]:
    """The references that a node itself makes: its ``$ref`` and, of a schema, its discriminator's mapping."""
    reference = node.value.get("$ref")
    if isinstance(reference, str):
        yield (*node.pointer, "$ref"), reference
    for word, target in mapping_of(node.value).items() if node.kind == "schema" else ():
        if isinstance(target, str):
            # a plain name is short for a component (OpenAPI 3.1, Discriminator Object)
            place = (*node.pointer, "discriminator", "mapping", word)
            yield place, PREFIX + target if is_bare_name(target) else target


def is_bare_name(target: str) -> bool:
    """True for a discriminator's word that names a component, and is no address of a file."""
    is_file = target.endswith((".json", ".yaml", ".yml"))
    return re.fullmatch(r"[A-Za-z0-9._-]+", target) is not None and not is_file


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a local reference (``#/…``) leads to, or None."""
    value: Any = document if reference.startswith("#") else None
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


def parts_of(
    document: dict[str, Any], schema: dict[str, Any], seen: tuple[int, ...] = ()
) -> Iterator[dict[str, Any]]:
    """A schema and those that it is composed of."""
    if id(schema) not in seen:
        yield schema
        for part in schema.get("allOf", ()):
            yield from parts_of(document, follow(document, part), (*seen, id(schema)))


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


def one_form(document: dict[str, Any]) -> None:
    """Bring a page into one form, in place, so that overlays find what they are for in any spelling.

    A parameter, body, response or path item replaces each reference to it, and a schema inside another that
    is referred to becomes a component. Media types lose their parameters. Dangling references stay.
    """
    for node in walk(document):
        target = follow(document, node.value)
        name = parse(node.value["$ref"]) if target and target is not node.value else []
        if node.kind in _WRITTEN_OUT and name:
            beside = {key: value for key, value in node.value.items() if key != "$ref"}
            node.value.clear()
            node.value.update({**plain(target), **beside})
            for schema in (child for media in children(node) for child in children(media)):
                if schema.kind == "schema" and "$ref" not in schema.value:
                    schema.value.setdefault("title", name[-1])
        elif node.kind == "schema" and len(name) > 3 and name[:2] == ["components", "schemas"]:
            steps = [step for step in name[2:] if step not in CHILDREN["schema"]]
            called = "".join(step[:1].upper() + step[1:] for step in steps)
            schemas = document["components"]["schemas"]
            if schemas.setdefault(called, plain(target)) == target:
                node.value["$ref"] = PREFIX + called
        content = node.value.get("content") if node.kind in ("response", "request_body") else None
        if isinstance(content, dict):
            node.value["content"] = {media.split(";")[0].strip(): value for media, value in content.items()}
    for section in ("parameters", "requestBodies", "responses", "pathItems"):
        document.get("components", {}).pop(section, None)


def broken_references(document: dict[str, Any]) -> list[BuildError]:
    """Every reference that leaves the document or leads to nothing."""
    found = []
    for node in walk(document):
        for at, to in references(node):
            if not to.startswith("#"):
                # Building uses no network, and reads no file that is not in `sources.lock`.
                do = "bring what it refers to into the document with an overlay that `extends` the file"
                said = f"refers to another document ({to}), and building reads none but the sources"
                found.append(BuildError(said, at, do=do))
            elif resolve(document, to) is None or (node.kind == "path_item" and at[-1] == "$ref"):
                do = "see which source lost it, or correct the overlay that removed it"
                found.append(BuildError(f"refers to {to}, which is not there", at, do=do))
    return found


def parse(reference: str) -> list[str]:
    """The parts of a local reference, unescaped."""
    return [unquote(part).replace("~1", "/").replace("~0", "~") for part in reference[1:].split("/")[1:]]


def prune(document: dict[str, Any]) -> dict[str, Any]:
    """Drop the components that no operation reaches, in place; security schemes stay."""
    components = document.get("components")
    if not isinstance(components, dict):
        return document
    reached = set()
    waiting = [child for child in children(Node((), "document", document)) if child.kind != "components"]
    while waiting:
        node = waiting.pop()
        waiting += children(node)
        for _, reference in references(node):
            place = tuple(parse(reference)[:3]) if reference.startswith("#") else ()
            if len(place) == 3 and place[0] == "components" and place not in reached:
                reached.add(place)
                member = resolve(document, "/".join(reference.split("/")[:4]))
                kind = COMPONENT_KINDS.get(place[1])
                waiting += [Node((), kind, member)] if kind and isinstance(member, dict) else []
    for section in components.keys() & COMPONENT_KINDS.keys() - {"securitySchemes"}:
        there = components[section].items()
        components[section] = {n: member for n, member in there if ("components", section, n) in reached}
        if not components[section]:
            del components[section]
    if not components:
        del document["components"]
    return document
