from enum import StrEnum


class MessageOutputItemType(StrEnum):
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
