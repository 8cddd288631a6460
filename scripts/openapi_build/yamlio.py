"""Read and write YAML 1.2, strictly, and read JSON without duplicate keys.

PyYAML reads YAML 1.1 and takes the last of two equal keys. OpenAPI asks for YAML 1.2: ``no`` and ``on`` are
strings, ``12:30`` is no number, ``6e-05`` is one, ``2025-01-01`` is a string, and keys are strings. The
loader here reads that, refuses duplicate keys, and expands anchors up to a limit.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection
from typing import Any, ClassVar, NoReturn

import yaml

from openapi_build.errors import BuildError

MAX_NODES = 3_000_000
"""Nodes after anchors are expanded: about twenty times a document of 5 MB; far below a bomb of aliases."""

MAX_DEPTH = 300
"""Levels of nesting; real documents have about twenty."""

_MERGE = "tag:yaml.org,2002:merge"
_DEEP = "nested too deeply to be read"
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")

# What is no text in YAML 1.2: the tag, its form, and the letters that it can begin with.
_RESOLVERS: list[tuple[str, re.Pattern[str], list[str]]] = [
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")),
    ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:int", re.compile(r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"), list("-+0123456789")),
    ("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789.")),
]

_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Loader(_BaseLoader):  # type: ignore[misc]  # the C classes carry no types
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {
        "<": [(_MERGE, re.compile(r"^<<$"))]
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            raise _refusal("a value that is no mapping", node)
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refusal("a key that is not text", key)
            if key.value in seen and key.tag != _MERGE:
                raise _refusal(f"the key {key.value!r} stands twice in one mapping", key)
            seen.add(key.value)
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, AttributeError, TypeError):
            # PyYAML's constructors take for granted that an explicit tag fits its value.
            raise _refusal(f"a value that is no {str(node.tag).rpartition(':')[2]}", node) from None

    def construct_integer(self, node: Any) -> int:
        text = self.construct_scalar(node)
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))

    def construct_number(self, node: Any) -> float:
        value = float(self.construct_scalar(node))
        if math.isinf(value):
            raise ValueError("too large for a number")
        return value


def _refusal(what: str, node: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, what, node.start_mark)


for _tag, _pattern, _first in _RESOLVERS:
    for _character in _first:
        _Loader.yaml_implicit_resolvers.setdefault(_character, []).append((_tag, _pattern))
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_integer)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_number)


class _Dumper(_BaseDumper):  # type: ignore[misc]  # the C classes carry no types
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


# What is a number in YAML 1.2 only must be quoted too, or another reader would not get the text back.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789."))


def load_yaml(text: str, *, first_line: int = 1) -> Any:
    """Parse one YAML 1.2 document into plain dicts, lists and scalars.

    Args:
        text: the YAML.
        first_line: the line of its file on which ``text`` begins, so that errors point into the page.

    Raises:
        BuildError: not YAML, a duplicate key, a tag or value that JSON does not have, or too deep or too
            large.
    """
    try:
        if text.count("[") + text.count("{") + max(map(len, text.splitlines()), default=0) > MAX_DEPTH:
            _refuse_depth(text)
        return plain(yaml.load(text, _Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = f", line {mark.line + first_line}" if mark is not None else ""
        _refuse(f"not readable as YAML{line}: {what}")
    except RecursionError:
        _refuse(_DEEP)


def _refuse_depth(text: str) -> None:
    """Count the levels without recursion, because libyaml's composer overflows the stack of the process."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            _refuse(_DEEP)


def load_json(text: str) -> Any:
    """Parse JSON, refusing duplicate keys and NaN. Raises: BuildError."""
    try:
        return plain(json.loads(text, object_pairs_hook=_object, parse_constant=_no_json))
    except json.JSONDecodeError as error:
        _refuse(f"not readable as JSON, line {error.lineno}: {error.msg}")
    except ValueError as error:
        _refuse(f"not readable as JSON: {error}")
    except RecursionError:
        _refuse(_DEEP)


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in items:
        if key in result:
            _refuse(f"the key {key!r} stands twice in one object")
        result[key] = value
    return result


def _no_json(name: str) -> NoReturn:
    _refuse(f"{name} is not JSON")


def dump_yaml(value: Any) -> str:
    """Write a plain tree as YAML: same tree, same text, keys in the order given."""
    options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 110}
    return str(yaml.dump(value, Dumper=_Dumper, default_flow_style=False, **options))


def without_entries(text: str, places: Collection[tuple[str, int]]) -> str:
    """The text of a YAML mapping without some entries of its lists; empty if nothing would be left.

    Args:
        text: the YAML, each entry on lines of its own.
        places: each entry as the key of its list and its index.

    Raises:
        BuildError: an entry does not stand on lines of its own.
    """
    lines = text.splitlines(keepends=True)
    wanted = load_yaml(text)
    cut: set[int] = set()
    root: Any = yaml.compose(text, yaml.SafeLoader)
    for key_node, value in root.value:
        starts = (
            [item.start_mark.line for item in value.value] if isinstance(value, yaml.SequenceNode) else []
        )
        for index, start in enumerate(starts):
            if (key_node.value, index) in places:
                end = (starts[index + 1] if index + 1 < len(starts) else value.end_mark.line) - 1
                while end > start and (not lines[end].strip() or lines[end].lstrip().startswith("#")):
                    end -= 1  # a comment before the next entry is about that one
                cut.update(range(start, end + 1))
    for key in {key for key, _ in places}:
        wanted[key] = [item for index, item in enumerate(wanted[key]) if (key, index) not in places]
        if not wanted[key]:
            del wanted[key]
            cut.update(n for n, line in enumerate(lines) if re.match(rf"{re.escape(key)}:", line))
    result = "".join(line for number, line in enumerate(lines) if number not in cut)
    if (load_yaml(result) or {}) != wanted:
        _refuse("an entry to be deleted does not stand on lines of its own", do="delete it by hand")
    return result if wanted.keys() & {"actions", "decisions", "groups"} else ""


def plain(value: Any) -> Any:
    """A copy that shares nothing: every anchor expanded, only JSON's own types. Raises: BuildError."""
    budget = MAX_NODES
    open_containers: set[int] = set()

    def copy(node: Any) -> Any:
        nonlocal budget
        budget -= 1
        if len(open_containers) > MAX_DEPTH:
            _refuse(_DEEP)
        if budget < 0:
            _refuse(f"more than {MAX_NODES:,} nodes once its anchors are expanded")
        if isinstance(node, float) and math.isinf(node):
            _refuse("holds a number that is too large")
        if node is None or isinstance(node, str | bool | int | float):
            return node
        if not isinstance(node, dict | list):
            _refuse(f"holds a {type(node).__name__}, which JSON does not have")
        if id(node) in open_containers:
            _refuse("an anchor that contains itself")
        open_containers.add(id(node))
        result: Any = (
            {key: copy(item) for key, item in node.items()}
            if isinstance(node, dict)
            else [copy(item) for item in node]
        )
        open_containers.discard(id(node))
        return result

    return copy(value)


def _refuse(what: str, do: str = "capture the page again or correct the file") -> NoReturn:
    raise BuildError(what, do=do) from None
