from enum import StrEnum


class SandboxResultsOutputItemStatus(StrEnum):
    COMPLETED = "completed"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    TIMED_OUT = "timed_out"

    def __str__(self) -> str:
        return str(self.value)
