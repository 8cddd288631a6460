"""Choose the media types that the client sends and reads, and spell their schemas for the generator.

Of a response JSON is read, or else text, or else bytes; of those of a request that have one schema JSON is
sent. A text is a file in an upload only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from openapi_build.document.references import follow, resolve
from openapi_build.nodes import Node, children, schemas_in, walk
from openapi_build.schemas import PROSE

_WITHOUT_BODY = ("204", "205", "304")
_SENT = re.compile(r"application/(json|x-www-form-urlencoded|octet-stream)|multipart/form-data|.*\+json")
_FILES = ("multipart/form-data", "application/octet-stream")

_Json = dict[str, Any]


def choose_media_types(document: _Json) -> None:
    """Change every request and response of the document in place."""
    for node in list(walk(document)):
        content = node.value.get("content")
        if node.kind == "response":
            content = _readable(document, content or {})
            if content and node.pointer[-1] not in _WITHOUT_BODY:
                node.value["content"] = content
            else:
                node.value.pop("content", None)
        elif node.kind == "request_body" and isinstance(content, dict):
            node.value["content"] = _sendable(content)
    uploads = [node for node in walk(document) if node.kind == "media_type" and node.pointer[-1] in _FILES]
    files = {id(schema) for schema in schemas_below(document, uploads)}
    for schema in [node.value for node in schemas_in(document)]:
        if id(schema) not in files and schema.get("format") == "binary":
            del schema["format"]
        elif id(schema) in files and "contentMediaType" in schema and "contentEncoding" not in schema:
            schema["format"] = "binary"  # the form of OpenAPI 3.1


def schemas_below(document: _Json, nodes: Iterable[Node]) -> Iterator[_Json]:
    """Every schema in these nodes, and every one that is referred to there; each once."""
    seen: set[int] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if id(node.value) in seen:
            continue
        seen.add(id(node.value))
        if node.kind == "schema":
            yield node.value
        waiting += [*children(node), Node(node.pointer, node.kind, follow(document, node.value))]


def _sendable(content: _Json) -> _Json:
    forms: _Json = {}
    known = {media: form for media, form in content.items() if _SENT.match(media)} or content
    for media in sorted(known, key=lambda media: "json" not in media):
        if media == "application/octet-stream":
            forms[media] = {"schema": {"type": "string", "format": "binary"}}
        elif known[media].get("schema") not in [form.get("schema") for form in forms.values()]:
            forms[media] = {"schema": {}, **known[media]}
    return {media: forms[media] for media in content if media in forms}


def _readable(document: _Json, content: _Json) -> _Json:
    json = {m: form for m, form in content.items() if re.match(r"(application/json|\*/\*|[^;]*\+json)", m)}
    for form in json.values():
        schema = form.get("schema") if isinstance(form.get("schema"), dict) else {}
        schema = resolve(document, schema["$ref"]) if "$ref" in schema else schema
        if isinstance(schema, dict) and (not schema.keys() - PROSE or schema.get("type") == "null"):
            form["schema"] = {"anyOf": [{}, {"type": "null"}]}  # of {} alone the generator would read nothing
    if json or not content:
        return {"application/json" if media == "*/*" else media: form for media, form in json.items()}
    text = next((media for media in content if media.startswith("text/")), None)
    if text:
        return {text: {"schema": {"type": "string"}}}
    return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
