from enum import StrEnum


class StreamMode(StrEnum):
    CONCISE = "concise"
    FULL = "full"

    def __str__(self) -> str:
        return str(self.value)
