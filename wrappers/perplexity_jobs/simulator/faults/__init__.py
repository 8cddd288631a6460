"""Everything that the simulator can do wrong, by name; `FAULTS` is the whole list."""

from __future__ import annotations

# In the order of the documentation; each of them fills the registry.
from . import _errors as _errors  # isort: skip
from . import _transport as _transport  # isort: skip
from . import _bodies as _bodies  # isort: skip
from . import _jobs as _jobs  # isort: skip
from . import _results as _results  # isort: skip
from . import _lists as _lists  # isort: skip
from . import _agent as _agent  # isort: skip
from ._registry import ALIASES, FAULTS, Active, Context, Fault, UnknownFaultError, parse

__all__ = ["ALIASES", "FAULTS", "Active", "Context", "Fault", "UnknownFaultError", "parse"]
