"""Benchmark of `scripts/generate.py` after a change of the sources, against openapi-python-client alone.

Both run as commands in fresh processes, on a copy of the repository's inputs. The script reads, merges,
applies overlays, validates, generates, verifies and writes; the generator alone generates and formats.
"""

from __future__ import annotations

import itertools
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from .fresh import environment
from .samples import Sample, paired

ROOT = Path(__file__).parents[2]
OURS, BARE = "sources to checked client", "openapi-python-client generate alone"
_COPIED = ("openapi", "generated_client", "generator-config.yaml", "pyproject.toml")
_WRITTEN = ("_values/document.py", "_apis/request_fields.py")
# A page of the captured documents, and words in it that may change without changing anything else.
_PAGE, _WORDS = "sources/async-chat-completions-get.md", "description: "


def measure(rounds: int) -> list[Sample]:
    """The repository's own documents, changed anew in each round."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of_inputs(Path(folder))
        turns = itertools.count(1)

        def ours() -> dict[str, float]:
            change(root, f"In round {next(turns)} of the measurement: ")
            return _command(_generate(root))

        bare = _bare(root, Path(folder, "bare"))
        ours()  # once before, so that the other one has the same document to read
        return paired("regeneration", "this repository", {OURS: ours, BARE: partial(_command, bare)}, rounds)


def grow(sizes: Sequence[int], rounds: int) -> list[Sample]:
    """Documents of so many operations, without overlays."""
    samples = []
    for size in sizes:
        with synthetic(size) as root:
            bare = _bare(root, root / "bare")
            contestants = {OURS: partial(_command, _generate(root)), BARE: partial(_command, bare)}
            contestants[OURS]()  # writes the document that the other one reads
            samples += paired("document", f"{size} operations", contestants, rounds)
    return samples


def copy_of_inputs(folder: Path) -> Path:
    """What regeneration reads and writes, in a folder of its own."""
    root = folder / "repository"
    root.mkdir()
    for name in _COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, root / name)
    wrapper = root / "wrappers" / "perplexity_jobs"
    for name in _WRITTEN:
        (wrapper / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "wrappers" / "perplexity_jobs" / name, wrapper / name)
    return root


def change(root: Path, words: str) -> None:
    """Write other words into a captured page, and accept it."""
    page = root / "openapi" / _PAGE
    text = (ROOT / "openapi" / _PAGE).read_text(encoding="utf-8")
    at = text.index(_WORDS) + len(_WORDS)
    quote = text[at] if text[at] in "'\"" else ""
    if not quote:
        words = words.replace(": ", ", ")  # plain YAML text holds no colon
    page.write_text(text[: at + len(quote)] + words + text[at + len(quote) :], encoding="utf-8")
    _accept(root)


@contextmanager
def synthetic(operations: int) -> Iterator[Path]:
    """A repository with one document of so many operations."""
    import yaml

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "openapi" / "sources").mkdir(parents=True)
        for name in ("generated_client", "wrappers/perplexity_jobs"):
            (root / name).mkdir(parents=True)
        for name in ("generator-config.yaml", "pyproject.toml"):
            shutil.copy(ROOT / name, root)
        text = yaml.safe_dump(document(operations), sort_keys=False)
        page = f"# Source: https://docs.example/all\n\n````yaml\n{text}````\n"
        (root / "openapi" / "sources" / "all.md").write_text(page, encoding="utf-8")
        _accept(root)
        yield root


def document(operations: int) -> dict[str, Any]:
    """An OpenAPI document of so many operations, each with a schema of its own for its answer."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(operations):
        schemas[f"Thing{number}"] = {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                **{f"field_{n}": {"type": "integer", "description": f"Field {n}."} for n in range(8)},
                "created_at": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
            },
        }
        answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/Thing{number}"}}}
        paths[f"/things-{number}/{{thing_id}}"] = {
            "get": {
                "operationId": f"get_thing_{number}",
                "tags": ["things"],
                "parameters": [
                    {"name": "thing_id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                ],
                "responses": {"200": {"description": "Good", "content": answer}},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example"}],
        "paths": paths,
        "components": {
            "schemas": schemas
            | {
                name: {"type": "object", "properties": {"model": {"type": "string"}}}
                for name in ("ApiChatCompletionsRequest", "ResponsesRequest")
            }
        },
    }


def _accept(root: Path) -> None:
    from accept_sources import accept
    from openapi_build.layout import Layout

    accept(Layout(root.resolve()), captured="2026-01-01", url="https://docs.example/all")


def _generate(root: Path) -> list[str]:
    return [sys.executable, str(ROOT / "scripts" / "generate.py"), "--root", str(root)]


def _bare(root: Path, output: Path) -> list[str]:
    generator = str(Path(sys.executable).parent / "openapi-python-client")
    return [
        *(generator, "generate", "--path", str(root / "openapi" / "openapi.yaml"), "--meta", "none"),
        *("--config", str(root / "generator-config.yaml"), "--output-path", str(output), "--overwrite"),
    ]


def _command(command: Sequence[str]) -> dict[str, float]:
    """Run a command that must succeed; its time, and the CPU of it and of all that it starts."""
    bin_folder = str(Path(sys.executable).parent)
    variables = environment()
    variables["PATH"] = f"{bin_folder}:{variables.get('PATH', '')}"
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{Path(command[1]).name}: {(done.stderr or done.stdout).strip()[-800:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"CPU, s": cpu, "wall, s": wall}
