"""Replace single figures of old results by newly measured ones.

All clients of a figure are always measured together, so figures may come from different runs, as long as the
machine and the versions are the same. The results name the figures that were renewed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def renewed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The old results with the figures of the new ones in their place.

    Raises:
        ValueError: they are of different machines, versions or sizes.
    """
    # A size that the old results do not know belongs to a figure that they do not have.
    sizes = {name: value for name, value in new["sizes"].items() if name in old["sizes"]}
    for name, was, now in (
        ("machine", old["machine"], new["machine"]),
        ("size", old["sizes"], sizes),
    ):
        if was != now:
            raise ValueError(f"the old results are of another {name}; measure all of it again")
    figures = {sample["figure"] for sample in new["samples"]}
    return {
        **old,
        "sizes": new["sizes"],
        "samples": [*(s for s in old["samples"] if s["figure"] not in figures), *new["samples"]],
        "waiting": new["waiting"] or old["waiting"],
        "renewed": sorted({*old.get("renewed", ()), *figures}),
    }
