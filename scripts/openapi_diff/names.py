"""Find the names of the generated package that were lost or renamed: classes, functions and arguments.

The two packages are not needed, since their names follow from the documents. Changes of fields, parameters
and types are reported with the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openapi_diff.flatten import Shapes
from openapi_diff.model import Change, Direction
from openapi_diff.pairing import Operation

_REASON = "code that uses the name raises ImportError, AttributeError or TypeError"


def compare_classes(
    old: Shapes, new: Shapes, renamed: Mapping[str, str], told: Sequence[Change]
) -> Iterator[Change]:
    """The classes that users lose, and those that stand for them; what `told` says is not told again."""
    for name, other in sorted(renamed.items()):
        if _is_class(old, name):
            yield _change("class", f"{name} → {other}", "got another name")
    for name in sorted(old.components.keys() - new.components.keys() - renamed.keys()):
        if _is_class(old, name) and not any(change.name == name for change in told):
            yield _change("class", name, "disappeared")


def compare_functions(before: Operation, after: Operation) -> Iterator[Change]:
    """The function of an operation, and its arguments, under other names."""
    if _function(before) != _function(after):
        yield _change("function", f"{_function(before)} → {_function(after)}", "got another name")
    for name, other in zip(before.template_names, after.template_names, strict=False):
        if name != other:
            yield _change("argument", f"{name} → {other}", "got another name", _function(after))


def _is_class(shapes: Shapes, name: str) -> bool:
    """True if the generator makes a class of the component: an object, or an enum."""
    shape = shapes.shape(shapes.components[name])
    return not shape.variants and ("object" in shape.types or shape.enum is not None)


def _function(operation: Operation) -> str:
    tag = next(iter(operation.node.get("tags") or ()), "default")
    return f"api.{tag}.{operation.label}"


def _change(thing: str, name: str, verb: str, holder: str = "perplexity_openapi") -> Change:
    kind = "name-changed" if "→" in name else "name-removed"
    return Change(kind, Direction.PYTHON, holder, name, thing, verb, True, _REASON)
