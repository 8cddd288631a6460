"""What the document marks as deprecated becomes a ``DeprecationWarning`` where the caller uses it."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from .._values.document import DEPRECATED

_HERE = str(Path(__file__).parent)


def warn_if_deprecated(*names: str) -> None:
    """Warn for each name that the document deprecates, at the line outside this package that led here.

    Args:
        names: an operation, ``operation.parameter`` or ``Schema.field``, as in the built ``DEPRECATED``.
    """
    for name in names:
        if name in DEPRECATED:
            warnings.warn(DEPRECATED[name], DeprecationWarning, stacklevel=_levels_to_caller())


def _levels_to_caller() -> int:
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        frame, level = frame.f_back, level + 1
    return level
