"""Does what is committed equal what would be built, and if not, why: one line per reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .build import Built, built
from .client import versions
from .errors import BuildError, LockError, OverlayError
from .layout import Layout
from .lock import sha256
from .manifest import Manifest, inputs_of, package_files, read_manifest

REBUILD = "run `make regenerate`"


def check(layout: Layout) -> list[str]:
    """Every problem in one line: what, where, what to run. Empty if all is as built."""
    manifest = read_manifest(layout)
    problems = list(_edited_by_hand(layout, manifest)) + list(_not_rebuilt(layout, manifest))
    try:
        with built(layout) as result:
            differing = _differing(layout, result)
    except LockError as error:
        return [*problems, f"sources changed: {error}"]
    except OverlayError as error:
        return [*problems, f"overlay no longer applies: {error}"]
    except BuildError as error:
        return [*problems, f"cannot be built: {error}"]
    if differing and not problems:
        problems.append(f"not what the build scripts make now: {_some(differing)}; {REBUILD}")
    return problems


def _edited_by_hand(layout: Layout, manifest: Manifest) -> Iterator[str]:
    document = layout.name(layout.document)
    present = _present(layout)
    edited = [
        name for name, digest in manifest.outputs.items() if name in present and present[name] != digest
    ]
    missing = [name for name in manifest.outputs if name not in present]
    extra = [name for name in present if name not in manifest.outputs]
    if not manifest.outputs:
        yield f"{layout.name(layout.build_lock)}: missing, so nothing can be compared; {REBUILD}"
        return
    if document in edited:
        yield f"document edited by hand: {document}; move the change into an overlay, {REBUILD}"
    others = [name for name in edited if name != document]
    if others:
        yield (
            f"generated code edited by hand: {_some(others)}; "
            f"move the change into an overlay or the wrapper, {REBUILD}"
        )
    if missing:
        yield f"built files missing: {_some(missing)}; {REBUILD}"
    if extra:
        yield f"files that the generator did not make: {_some(extra)}; move them out, or {REBUILD}"


def _not_rebuilt(layout: Layout, manifest: Manifest) -> Iterator[str]:
    if not manifest.inputs:
        return
    now = inputs_of(layout)
    names = sorted(
        name for name in now.keys() | manifest.inputs.keys() if now.get(name) != manifest.inputs.get(name)
    )
    sources = [name for name in names if name.startswith("openapi/sources/")]
    others = [name for name in names if name not in sources]
    if sources:
        yield f"sources changed but not rebuilt: {_some(sources)}; {REBUILD}"
    if others:
        yield f"overlays or settings changed but not rebuilt: {_some(others)}; {REBUILD}"
    for tool, installed in versions().items():
        recorded = manifest.tools.get(tool)
        if recorded != installed:
            told = f"{tool} {recorded} built what is committed, {installed} is installed"
            yield f"generator version changed: {told}; {REBUILD}"


def _present(layout: Layout) -> dict[str, str]:
    files: dict[str, bytes] = {}
    for path in (
        layout.document,
        layout.wrapper / "_values" / "document.py",
        layout.wrapper / "_apis" / "request_fields.py",
    ):
        if path.is_file():
            files[layout.name(path)] = path.read_bytes()
    prefix = layout.name(layout.package)
    if layout.package.is_dir():
        files |= {f"{prefix}/{key}": raw for key, raw in package_files(layout.package).items()}
    return {name: sha256(raw) for name, raw in files.items()}


def _differing(layout: Layout, result: Built) -> list[str]:
    present: Mapping[str, str] = _present(layout)
    wanted = result.manifest.outputs
    return sorted(name for name in present.keys() | wanted.keys() if present.get(name) != wanted.get(name))


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
