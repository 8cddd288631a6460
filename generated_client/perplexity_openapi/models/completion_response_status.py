from enum import StrEnum


class CompletionResponseStatus(StrEnum):
    COMPLETED = "COMPLETED"
    PENDING = "PENDING"

    def __str__(self) -> str:
        return str(self.value)
