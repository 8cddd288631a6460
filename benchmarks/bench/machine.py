"""Describe the machine of a run: cores, memory, load, Python and package versions, but not its name."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = (
    *("perplexity-jobs", "perplexityai", "httpx", "httpcore", "anyio", "aiohttp", "httpx-aiohttp", "attrs"),
    *("pydantic", "openapi-python-client", "ruff", "granian"),
)


def describe() -> dict[str, Any]:
    """The machine, the versions and how busy it was."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": _memory(),
        "processor": _processor(),
        "system": platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": {name: found for name in _PACKAGES if (found := _version(name))},
    }


def load() -> float | None:
    """Processes that wanted a core in the last minute, or None where the system does not count them."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def peak_memory(read: Callable[[], str] | None = None) -> float:
    """The largest resident memory of this process so far, in MiB.

    The kernel's own high-water mark of this program: what `getrusage` tells of a fresh process includes the
    parent that started it.
    """
    try:
        text = read() if read else Path("/proc/self/status").read_text(encoding="ascii")
        line = next(line for line in text.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    except (OSError, StopIteration):
        import resource  # not on every system

        unit = 1024 * 1024 if platform.system() == "Darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _memory() -> float | None:
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names:
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.processor())
