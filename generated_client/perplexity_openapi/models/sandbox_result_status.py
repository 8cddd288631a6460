from enum import StrEnum


class SandboxResultStatus(StrEnum):
    COMPLETED = "completed"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    TIMED_OUT = "timed_out"

    def __str__(self) -> str:
        return str(self.value)
