"""Exceptions that a batch raises besides those of the service, all below `BatchError`.

Whichever is raised, the ledger keeps what it holds, and the same call continues from it.
"""

from __future__ import annotations

from .._values.errors import PerplexityJobsError


class BatchError(PerplexityJobsError):
    """A batch cannot start or continue; nothing in its ledger is lost."""


class InputError(BatchError):
    """The items cannot be used as they are; nothing was sent for any of them."""


class ItemChangedError(InputError):
    """An id that was submitted already has another question now."""


class ApiChangedError(InputError):
    """The ledger's jobs were bought from another API than the one that this run is to use."""


class OutputError(BatchError):
    """The results cannot be written to their file; they stay in the ledger."""


class LedgerError(BatchError):
    """The ledger cannot be opened, read or written."""


class LedgerBusyError(LedgerError):
    """Another process has locked this ledger."""


class LedgerVersionError(LedgerError):
    """The ledger was written by another version of this package."""


class LedgerDamagedError(LedgerError):
    """The file is no ledger, or it is damaged."""
