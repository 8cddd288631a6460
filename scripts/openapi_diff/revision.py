"""What git holds of a revision: the effective document and the two packages, without touching the work
tree.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from openapi_build.errors import BuildError

DOCUMENT = "openapi/openapi.yaml"
PACKAGES = {"perplexity_openapi": "generated_client", "perplexity_jobs": "wrappers"}


def commit_of(revision: str, root: Path) -> str:
    """The full name of the commit that `revision` means. Raises BuildError."""
    done = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], root)
    if done.returncode:
        do = "name a commit, tag or branch, as in make diff FROM=v0.1.0"
        raise BuildError(f"git knows no revision {revision!r}", do=do)
    return done.stdout.decode().strip()


def document_at(commit: str, root: Path, *, called: str) -> bytes:
    """The effective document at `commit`, which the user `called` so. Raises BuildError if it has
    none.
    """
    done = _git(["show", f"{commit}:{DOCUMENT}"], root)
    if done.returncode:
        do = "choose a later revision, as in make diff FROM=<commit>"
        raise BuildError(f"{called} has no {DOCUMENT}", do=do)
    return done.stdout


def unpack_packages(commit: str, root: Path, into: Path) -> None:
    """Write the packages of `commit` below `into`, each in the source root that it has in the repository."""
    held = [folder for name, folder in PACKAGES.items() if _holds(commit, f"{folder}/{name}", root)]
    if not held:
        return
    done = _git(["archive", "--format=tar", commit, "--", *held], root)
    if done.returncode:
        said = done.stderr.decode().strip().splitlines()[-1]
        raise BuildError(f"git cannot read {commit[:12]}: {said}", do="fetch the whole of it")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(into, filter="data")


def _holds(commit: str, path: str, root: Path) -> bool:
    return _git(["cat-file", "-e", f"{commit}:{path}"], root).returncode == 0


def _git(arguments: list[str], root: Path) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise BuildError("git is not installed, or not on PATH", do="install it") from None
