"""Everything that the simulator can do wrong, by name; `FAULTS` is the whole list."""

from __future__ import annotations

from . import _bodies as _bodies
from . import _errors as _errors
from . import _jobs as _jobs
from . import _lists as _lists
from . import _transport as _transport
from ._registry import ALIASES, FAULTS, Active, Context, Fault, UnknownFaultError, parse, parse_all

__all__ = ["ALIASES", "FAULTS", "Active", "Context", "Fault", "UnknownFaultError", "parse", "parse_all"]
