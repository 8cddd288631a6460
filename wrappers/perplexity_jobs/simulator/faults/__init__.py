"""All faults of the simulator, a module for each kind; importing them fills the registry `FAULTS`.

errors      an error answer in place of the service's
transport   a connection that is lost, hangs or is slow
bodies      a 200 whose body is not that of the operation
jobs        inconsistent states, times and errors of a job
results     results that lack something, or have undocumented fields
lists       lists that omit or repeat jobs, fail, or never end
agent       faults of the Agent API only
"""

from __future__ import annotations

# In the order of the documentation.
from . import errors as errors  # isort: skip
from . import transport as transport  # isort: skip
from . import bodies as bodies  # isort: skip
from . import jobs as jobs  # isort: skip
from . import results as results  # isort: skip
from . import lists as lists  # isort: skip
from . import agent as agent  # isort: skip
