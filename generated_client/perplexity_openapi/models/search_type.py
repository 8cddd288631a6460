from enum import StrEnum


class SearchType(StrEnum):
    AUTO = "auto"
    FAST = "fast"
    PRO = "pro"

    def __str__(self) -> str:
        return str(self.value)
