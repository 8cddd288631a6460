"""Write the two modules of the wrapper that repeat the document: the server's URL, and the request's fields.

``_values/document.py`` is imported on every start and imports nothing but ``Final``;
``_apis/request_fields.py`` is for type checkers and editors only.
"""

from __future__ import annotations

import json
import keyword
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from openapi_build.document.references import resolve
from openapi_build.errors import BuildError

_DOCUMENT = "openapi/openapi.yaml"
HEADER = "Built from openapi/openapi.yaml by scripts/generate.py; not edited by hand."
SONAR_REQUEST = "ApiChatCompletionsRequest"
AGENT_REQUEST = "ResponsesRequest"
# What `submit` takes in another way: as the question, as `model`, as a `response_format` that may also be a
# class (see `SubmitOptions`), or not at all, since every job is one.
_SEPARATE = ("messages", "input", "model", "response_format", "background")
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def document_module(document: dict[str, Any]) -> str:
    """The text of ``_values/document.py``. Raises: BuildError if the document names no server."""
    url = next((server.get("url") for server in document.get("servers") or ()), None)
    if not url:
        raise BuildError("names no server", ("servers",), file=_DOCUMENT, do="say it in an overlay")
    return (
        f'"""What the document says that the wrapper needs at run time.\n\n{HEADER}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from typing import Final\n\n"
        f"BASE_URL: Final = {_literal(url.rstrip('/'))}\n"
        '"""The server that the document names."""\n'
    )


def request_fields_module(document: dict[str, Any]) -> str:
    """The text of ``_apis/request_fields.py``, unformatted; see :func:`formatted`.

    A field that both APIs have stands in a class of its own with the types of both: one keyword cannot have
    two types, and a second class must not be allowed to narrow that of the first.
    """
    sonar, agent = _fields_of(document, SONAR_REQUEST), _fields_of(document, AGENT_REQUEST)
    shared = {name: _either(sonar[name], agent[name]) for name in sonar if name in agent}
    alone = [{n: value for n, value in fields.items() if n not in shared} for fields in (sonar, agent)]
    classes = (
        ("Shared", f"The fields that {SONAR_REQUEST} and {AGENT_REQUEST} both have.", shared),
        ("Sonar", f"The fields of {SONAR_REQUEST} alone, besides messages.", alone[0]),
        ("Agent", f"The fields of {AGENT_REQUEST} alone, besides input.", alone[1]),
    )
    writer = _Types(document)
    texts = [_typed_dict(f"{name}RequestFields", words, fields, writer) for name, words, fields in classes]
    # The client asks this module for the names of the fields: that must not load the models of their types.
    models = f"    from perplexity_openapi.models import {', '.join(sorted(writer.models))}\n"
    return (
        f'"""The keywords of a request, for editors and type checkers.\n\n{HEADER}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from collections.abc import Mapping, Sequence\n"
        "from typing import TYPE_CHECKING, Any, Literal, TypedDict\n\n"
        + (f"if TYPE_CHECKING:\n{models}\n\n" if writer.models else "")
        + "\n\n".join(texts)
    )


def _either(one: Any, other: Any) -> dict[str, Any]:
    """The union of two schemas; of two lists one whose items fit either: a list may have items of both."""
    members = [member for schema in (one, other) for member in schema.get("anyOf", [schema])]
    lists = [member for member in members if member.get("type") == "array"]
    if len(lists) > 1:
        items = {"anyOf": [member.get("items", {}) for member in lists]}
        members = [{"type": "array", "items": items}, *(m for m in members if m not in lists)]
    return {"anyOf": members, "description": one.get("description", other.get("description"))}


def _fields_of(document: dict[str, Any], component: str) -> dict[str, Any]:
    schema = resolve(document, f"#/components/schemas/{component}") or {}
    return {name: value for name, value in schema.get("properties", {}).items() if name not in _SEPARATE}


def _typed_dict(name: str, words: str, fields: dict[str, Any], writer: _Types) -> str:
    types = {field: writer.of(value) for field, value in fields.items()}
    if not all(_can_be_a_name(field) for field in types):
        items = "".join(f"    {_literal(field)}: {kind},\n" for field, kind in types.items())
        return f'{name} = TypedDict("{name}", {{\n{items}}}, total=False)\n'
    lines = [f"class {name}(TypedDict, total=False):", f'    """{words}"""', ""]
    for field, kind in types.items():
        lines.append(f"    {field}: {kind}")
        if isinstance(fields[field].get("description"), str):
            lines.append(f'    """{_docstring(fields[field]["description"])}"""')
    return "\n".join(lines) + "\n"


def _literal(value: Any) -> str:
    """A plain value as a Python literal."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _can_be_a_name(field: str) -> bool:
    """False for what Python does not take as a name in a class, or takes for another (`__x`, NFKC)."""
    plain = field.isascii() and field.isidentifier() and not field.startswith("__")
    return plain and not keyword.iskeyword(field)


def _docstring(words: str) -> str:
    """Words for between triple quotes, as lines of a class, which no quotation mark closes too early."""
    said = "".join(c for c in " ".join(words.split()) if c.isprintable())
    said = said.replace("\\", "\\\\").replace('"""', "'''")
    said = f'{said[:-1]}\\"' if said.endswith('"') else said
    return "\n    ".join(textwrap.wrap(said, 100, break_long_words=False, break_on_hyphens=False))


def formatted(text: str, *, root: Path) -> str:
    """A module's text as ruff formats it with this repository's settings."""
    command = [str(Path(sys.executable).parent / "ruff")]
    config = ["--config", str(root / "pyproject.toml"), "--stdin-filename", "built.py", "-"]
    try:
        for step in (["check", "--fix-only", "--select", "I,F401"], ["format"]):
            step = [*command, *step, "--quiet", "--no-cache", *config]
            done = subprocess.run(step, input=text, capture_output=True, encoding="utf-8", check=True)
            text = done.stdout
    except subprocess.CalledProcessError as error:
        do, lines = "say in an overlay what stands in these lines in another way", error.stderr.splitlines()
        what = "a built module is no Python"
        raise BuildError(what, file=_DOCUMENT, do=do, detail=lines[:5]) from None
    return text


class _Types:
    """Writes the Python type of a schema as a caller would give it, and remembers the models it names."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.models: set[str] = set()

    def of(self, schema: Any) -> str:
        kinds = self._kinds(schema)
        if "Any" in kinds:
            return "Any"
        literals = list(dict.fromkeys(kind[8:-1] for kind in kinds if kind.startswith("Literal[")))
        # Editors and type checkers need the closed list; the plain type, which opens the enum at run time,
        # would hide it. New values are still sent, since nothing is checked at run time.
        rest = [k for k in kinds if not k.startswith("Literal[") and not (literals and k == "str")]
        merged = [f"Literal[{', '.join(literals)}]"] if literals else []
        return " | ".join(dict.fromkeys([*merged, *sorted(rest, key=lambda kind: kind == "None")]))

    def _kinds(self, schema: Any) -> list[str]:
        if not isinstance(schema, dict) or not schema:
            return ["Any"]
        if "$ref" in schema:
            return self._reference(schema["$ref"])
        for key in ("anyOf", "oneOf", "allOf"):
            if isinstance(schema.get(key), list) and (key != "allOf" or len(schema[key]) == 1):
                return [kind for member in schema[key] for kind in self._kinds(member)]
        if "const" in schema or "enum" in schema:
            values = schema.get("enum", [schema.get("const")])
            # A fraction is no literal of Python's types; its kind says what is left.
            return ["float" if isinstance(v, float) else f"Literal[{_literal(v)}]" for v in values]
        kind = schema.get("type")
        if isinstance(kind, list):
            return [k for one in kind for k in self._kinds({**schema, "type": one})]
        if kind == "array":
            return [f"Sequence[{self.of(schema.get('items'))}]"]
        if kind == "object" or "properties" in schema:
            return ["Mapping[str, Any]"]
        return [_PLAIN.get(str(kind), "Any")]

    def _reference(self, reference: str) -> list[str]:
        from openapi_python_client.strings import ClassName

        target = resolve(self._document, reference)
        if isinstance(target, dict) and (target.get("type") == "object" or "properties" in target):
            name = str(ClassName(target.get("title") or reference.rsplit("/", 1)[-1], "field_"))
            self.models.add(name)
            return [name, "Mapping[str, Any]"]
        return self._kinds(target)
