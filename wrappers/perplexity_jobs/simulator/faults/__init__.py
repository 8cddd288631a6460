"""Everything that the simulator can do wrong, by name; `FAULTS` is the whole list."""

from __future__ import annotations

from ._registry import FAULTS, Active, Context, Fault, UnknownFaultError, parse, parse_all

__all__ = ["FAULTS", "Active", "Context", "Fault", "UnknownFaultError", "parse", "parse_all"]
