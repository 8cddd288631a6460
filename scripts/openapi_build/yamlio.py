"""Read and write YAML 1.2, strictly, and read JSON without duplicate keys.

PyYAML reads YAML 1.1 and takes the last of two equal keys. OpenAPI asks for YAML 1.2: ``no`` and ``on`` are
strings, ``12:30`` is no number, ``6e-05`` is one, ``2025-01-01`` is a string, and keys are strings. So PyYAML
only parses, and its events are read here into a plain tree; anchors are expanded up to a limit.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection
from typing import Any, NoReturn

import yaml

from openapi_build.errors import BuildError

MAX_NODES = 3_000_000
"""Nodes after anchors are expanded: about twenty times a document of 5 MB; far below a bomb of aliases."""

MAX_DEPTH = 300
"""Levels of nesting; real documents have about twenty."""

_DEEP = "nested too deeply to be read"
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


class _Reader:
    """Reads the events of a parser into a tree; libyaml's own composer overflows the stack of the process."""

    def __init__(self, text: str) -> None:
        self._events = yaml.parse(text, yaml.CBaseLoader)
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def document(self) -> Any:
        """The value of the only document; None if there is none."""
        values: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if values:
                    raise _fault("a second document", event)
                values.append(self._value(event, 0))
        return values[0] if values else None

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise _fault("an anchor that contains itself, or is not there", event)
            known, size = self._anchors[event.anchor]
            self._take(size)
            return plain(known, depth)
        if depth > MAX_DEPTH:
            _refuse(_DEEP)
        before = self._count
        self._take(1)
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise _fault(f"the tag {event.tag}, which JSON does not have", event)
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event) if event.implicit[0] else event.value
        elif isinstance(event, yaml.MappingStartEvent):
            value = {}
            while not isinstance(key := next(self._events), yaml.MappingEndEvent):
                if not isinstance(key, yaml.ScalarEvent) or (key.value == "<<" and key.implicit[0]):
                    raise _fault("a key that is not text, or a merge key, which YAML 1.2 does not have", key)
                if key.value in value:
                    raise _fault(f"the key {key.value!r} stands twice in one mapping", key)
                value[key.value] = self._value(next(self._events), depth + 1)
        else:
            value = []
            while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
                value.append(self._value(item, depth + 1))
        if event.anchor:
            self._anchors[event.anchor] = value, self._count - before
        return value

    def _take(self, nodes: int) -> None:
        self._count += nodes
        if self._count > MAX_NODES:
            _refuse(f"more than {MAX_NODES:,} nodes once its anchors are expanded")


def _scalar(event: Any) -> Any:
    text = event.value
    try:
        if _INT.fullmatch(text):
            return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        return _number(text) if _FLOAT.match(text) else _WORDS.get(text, text)
    except ValueError:
        raise _fault("a number that is too large", event) from None


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:20]} is a number that is too large")
    return value


def _fault(what: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, what, event.start_mark)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


# What is a number in YAML 1.2 only must be quoted too, or another reader would not get the text back.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789."))


def load_yaml(text: str, *, first_line: int = 1) -> Any:
    """Parse one YAML 1.2 document into plain data; errors count lines from `first_line`, where it begins.

    Raises: BuildError: not YAML, a duplicate key, what JSON does not have, or too deep or too large.
    """
    try:
        return _Reader(text).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = f", line {mark.line + first_line}" if mark is not None else ""
        _refuse(f"not readable as YAML{line}: {what}")


def load_json(text: str) -> Any:
    """Parse JSON, refusing duplicate keys and NaN. Raises: BuildError."""
    try:
        read = json.loads(text, object_pairs_hook=_object, parse_constant=_number, parse_float=_number)
        return plain(read)
    except ValueError as error:
        _refuse(f"not readable as JSON: {error}")
    except RecursionError:
        _refuse(_DEEP)


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in items:
        if key in result:
            raise ValueError(f"the key {key!r} stands twice in one object")
        result[key] = value
    return result


def dump_yaml(value: Any) -> str:
    """Write a plain tree as YAML: same tree, same text, keys in the order given."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110))


def without_entries(text: str, places: Collection[tuple[str, int]]) -> str:
    """The text of a YAML mapping without some entries of its lists (key, index); empty if none is left.

    Raises: BuildError: an entry does not stand on lines of its own.
    """
    lines = text.splitlines(keepends=True)
    wanted = load_yaml(text)
    cut: set[int] = set()
    root: Any = yaml.compose(text, yaml.SafeLoader)
    for name, value in root.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else []
        ends = [*(item.start_mark.line for item in items[1:]), value.end_mark.line]
        for index, item in enumerate(items):
            gone = range(item.start_mark.line, ends[index]) if (name.value, index) in places else range(0)
            # A comment before the next entry is about that one.
            while gone and re.match(r"\s*(#|$)", lines[gone[-1]]):
                gone = gone[:-1]
            cut.update(gone)
    for key in {key for key, _ in places}:
        wanted[key] = [item for index, item in enumerate(wanted[key]) if (key, index) not in places]
        if not wanted[key]:
            del wanted[key]
            cut.update(n for n, line in enumerate(lines) if re.match(rf"{re.escape(key)}:", line))
    result = "".join(line for number, line in enumerate(lines) if number not in cut)
    if (load_yaml(result) or {}) != wanted:
        _refuse("an entry to be deleted does not stand on lines of its own", do="delete it by hand")
    return result if wanted.keys() & {"actions", "decisions", "groups"} else ""


def plain(value: Any, depth: int = 0) -> Any:
    """A copy of a plain tree that shares nothing. Raises: BuildError: more than ``MAX_DEPTH`` levels."""
    if depth > MAX_DEPTH:
        _refuse(_DEEP)
    if isinstance(value, dict):
        return {key: plain(item, depth + 1) for key, item in value.items()}
    return [plain(item, depth + 1) for item in value] if isinstance(value, list) else value


def _refuse(what: str, do: str = "capture the page again or correct the file") -> NoReturn:
    raise BuildError(what, do=do) from None
