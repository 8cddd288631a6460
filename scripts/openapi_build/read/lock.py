"""``openapi/sources/sources.lock`` with the sha256 of every captured page that a person has accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from openapi_build.errors import BuildError
from openapi_build.yamlio import dump_yaml, load_yaml

ACCEPT = "read what changed, then run `python scripts/accept_sources.py`"

_HEADER = """\
# The captured documents: where each came from, when, and the sha256 of what was accepted.
# Written by `python scripts/accept_sources.py`; a source that differs from its line here stops the build.
"""


@dataclass(frozen=True)
class Entry:
    """One accepted source: its address, the date of capture (ISO, or words if unknown), its sha256."""

    url: str
    captured: str
    sha256: str


def sha256(raw: bytes) -> str:
    """The hexadecimal sha256 of some bytes."""
    return hashlib.sha256(raw).hexdigest()


def read_lock(path: Path) -> dict[str, Entry]:
    """The accepted sources by file name relative to the sources folder. Raises: BuildError."""
    if not path.is_file():
        raise BuildError("missing", do=ACCEPT)
    try:
        entries = load_yaml(path.read_text(encoding="utf-8"))["sources"]
        return {key: Entry(**entry) for key, entry in entries.items()}
    except (TypeError, KeyError, AttributeError):
        said = "is not as `python scripts/accept_sources.py` writes it"
        raise BuildError(said, do="restore the file from git") from None


def write_lock(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write the accepted sources, sorted by name."""
    body = {key: asdict(entry) for key, entry in sorted(entries.items())}
    path.write_text(_HEADER + dump_yaml({"sources": body}), encoding="utf-8")


def verify_lock(entries: Mapping[str, Entry], sources: Mapping[str, bytes]) -> None:
    """Compare sources with what was accepted. Raises: BuildError naming every file that differs."""
    changed = {key for key in sources.keys() & entries.keys() if sha256(sources[key]) != entries[key].sha256}
    new, gone = sources.keys() - entries.keys(), entries.keys() - sources.keys()
    kinds = {"changed": changed, "new": new, "gone": gone}
    said = [f"{word}: {', '.join(sorted(keys))}" for word, keys in kinds.items() if keys]
    if said:
        raise BuildError(f"the sources are not the accepted ones ({'; '.join(said)})", do=ACCEPT)
