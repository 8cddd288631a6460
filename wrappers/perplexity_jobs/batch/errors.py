"""What can go wrong with a batch besides the service, below `BatchError`.

Whatever is raised, what the ledger holds stays there, and the same call goes on with it.
"""

from __future__ import annotations

from .._values.errors import PerplexityJobsError


class BatchError(PerplexityJobsError):
    """A batch cannot start or go on; nothing that was durable is lost."""


class InputError(BatchError):
    """The items cannot be used as they are; nothing was sent for any of them."""


class ItemChangedError(InputError):
    """An id that has been asked already stands for another question now."""


class ApiChangedError(InputError):
    """The ledger's jobs were bought from another API than the one that this run is to speak."""


class OutputError(BatchError):
    """The results cannot be written to their file; they stay in the ledger."""


class LedgerError(BatchError):
    """The ledger cannot be opened, read or written."""


class LedgerBusyError(LedgerError):
    """Another process works on this ledger."""


class LedgerVersionError(LedgerError):
    """The ledger was written by another version of this package."""


class LedgerDamagedError(LedgerError):
    """The file is no ledger, or it is damaged."""
