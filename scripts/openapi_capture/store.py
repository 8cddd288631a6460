"""What is on the disk: the captured files, replaced all or none, and what servers said to ask with next time.

Every file is first written in full beside its place; only then are they renamed, one after the other. A
capture that is killed between two renames leaves whole files, some old and some new; the next build names
those whose sha256 is not the accepted one, and the next capture fetches the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import attrs

from openapi_capture.errors import CaptureError


@attrs.frozen
class Validators:
    """The `ETag` and `Last-Modified` of a page, and the sha256 of the file that they belong to."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> Validators:
        """What an answer gives to ask with next time."""
        return cls(headers.get("etag", ""), headers.get("last-modified", ""))

    def request_headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}

    def fits(self, raw: bytes | None) -> bool:
        """True if `raw` is the file that these validators came with."""
        return raw is not None and digest(raw) == self.sha256


def digest(raw: bytes) -> str:
    """The hexadecimal sha256."""
    return hashlib.sha256(raw).hexdigest()


def read_validators(path: Path) -> dict[str, Validators]:
    """What is remembered, by address; nothing if the file is missing or spoilt, since it only saves
    traffic.
    """
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(url): Validators(*(str(entry.get(name, "")) for name in ("etag", "last_modified", "sha256")))
            for url, entry in loaded.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def validators_text(known: Mapping[str, Validators]) -> bytes:
    """The file that `read_validators` reads."""
    entries = {url: attrs.asdict(entry) for url, entry in sorted(known.items()) if entry.request_headers()}
    return (json.dumps(entries, indent=2) + "\n").encode()


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or none. Raises CaptureError."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, raw in files.items():
            partial = path.with_name(f".{path.name}.partial")
            staged.append((partial, path))
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(partial, raw)
    except OSError as error:
        raise CaptureError(
            f"cannot be written ({error.strerror or error})",
            file=staged[-1][1].name,
            do="make room or correct the permissions; nothing was changed",
        ) from None
    else:
        _rename(staged)
    finally:
        for partial, _ in staged:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _rename(staged: list[tuple[Path, Path]]) -> None:
    done: list[str] = []
    for partial, path in staged:
        try:
            os.replace(partial, path)
        except OSError as error:
            said = f"already replaced: {', '.join(done)}" if done else "nothing was changed"
            raise CaptureError(
                f"cannot be replaced ({error.strerror or error})",
                file=path.name,
                do=f"correct the permissions and capture again; {said}",
            ) from None
        done.append(path.name)
