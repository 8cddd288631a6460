"""Read the effective document of a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from openapi_build.errors import BuildError

DOCUMENT = "openapi/openapi.yaml"


def document_at(revision: str, root: Path) -> tuple[str, bytes]:
    """The commit that `revision` means, and the effective document in it. Raises BuildError."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", cwd=root)
    if commit is None:
        do = "name a commit, tag or branch, as in make diff FROM=v0.1.0"
        raise BuildError(f"git knows no revision {revision!r}", do=do)
    name = commit.decode().strip()
    document = _git("show", f"{name}:{DOCUMENT}", cwd=root)
    if document is None:
        do = "choose a later revision, as in make diff FROM=<commit>"
        raise BuildError(f"{revision} has no {DOCUMENT}", do=do)
    return name, document


def _git(*arguments: str, cwd: Path) -> bytes | None:
    """What git says, None if it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError:
        raise BuildError("git is not installed, or not on PATH", do="install it") from None
    return done.stdout if done.returncode == 0 else None
