"""No room uses a private name of another one, which import-linter does not check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import perplexity_jobs

PACKAGE = Path(perplexity_jobs.__file__).parent
#: Names of Python, of attrs and of the generated package that belong to no room.
COMMON = {"_replace", "_get_kwargs", "_exit", "_getframe"}


def room_of(module: Path) -> str:
    """The room that a module is in; the package's own modules are one."""
    return module.relative_to(PACKAGE).parts[0] if module.parent != PACKAGE else ""


def is_private(name: str) -> bool:
    """Whether a name begins with one underscore."""
    return name.startswith("_") and not name.startswith("__") and name != "_"


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives to something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The private names that a module takes from elsewhere, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from ((node.lineno, alias.name) for alias in node.names if is_private(alias.name))
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            of_its_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if not of_its_own:
                yield node.lineno, node.attr


def test_no_room_uses_a_name_of_another_that_begins_with_an_underscore() -> None:
    """What a room offers to the others has a name without one."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert len(trees) > 50
    names = {path: set(defined(tree)) for path, tree in trees.items()}
    rooms: dict[str, set[str]] = {}
    for path, found in names.items():
        rooms.setdefault(room_of(path), set()).update(found)

    def is_own(path: Path, name: str) -> bool:
        # A name that several rooms have says nothing unless this very module has it.
        here = {room for room, known in rooms.items() if name in known}
        return name in COMMON or name in names[path] or here == {room_of(path)}

    foreign = [
        f"{path.relative_to(PACKAGE)}:{line} {name}"
        for path, tree in trees.items()
        for line, name in used(tree)
        if not is_own(path, name)
    ]
    assert not foreign
