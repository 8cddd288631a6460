from enum import StrEnum


class UnknownOutputItemType(StrEnum):
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
