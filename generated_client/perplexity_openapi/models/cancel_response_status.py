from enum import StrEnum


class CancelResponseStatus(StrEnum):
    CANCELLING = "cancelling"

    def __str__(self) -> str:
        return str(self.value)
