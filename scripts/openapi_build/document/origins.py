"""Find the overlay actions, or else the pages, that a place of the document comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openapi_build.document.marks import Moved
from openapi_build.document.overlay import Written
from openapi_build.errors import Pointer, pointer_text


@dataclass
class Origins:
    """The sources of a group: its pages, the places that overlays wrote, and the renamed components."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    moved: Moved = field(default_factory=dict)

    def of(self, pointer: Pointer) -> set[str]:
        """The overlay actions that wrote a place, its parents or a part of it, or else the pages."""
        place = pointer
        for _ in range(20):
            if place[:2] == ("components", "schemas") and place[2:] and str(place[2]) in self.moved:
                place = (*self.moved[str(place[2])], *place[3:])
        found = {where for at, where in self.written if at == place[: len(at)] or at[:-1] == place}
        if len(pointer) < 2 or any(at == place[: len(at)] for at, _ in self.written):
            return found if len(pointer) > 1 else set()
        there = f"#{pointer_text(place)}" if place != pointer else ""
        sayers = {name + there for name, page in self.pages.items() if _stands_in(page, place)}
        return found | (
            sayers or {n for n, page in self.pages.items() if _stands_in(page, place[:3]) and not found}
        )


def _stands_in(page: Any, pointer: Pointer) -> bool:
    for part in pointer:
        if not (
            part in range(len(page)) if isinstance(page, list) else isinstance(page, dict) and part in page
        ):
            return False
        page = page[part]
    return True
