"""Everything that the simulator can do wrong: a file for each kind, which fills `FAULTS` when it is imported.

errors      an error answer in place of the service's
transport   a connection that ends, hangs or waits
bodies      200 with a body that is not what was asked for
jobs        a job whose state does not fit
results     an answer that lacks something, or holds more than the document says
lists       a list that leaves out, repeats or never ends
agent       what happens on the Agent API only
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
