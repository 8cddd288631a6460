from enum import StrEnum


class GetAgentResponseFormat(StrEnum):
    DEFAULT = "default"
    SHORT = "short"

    def __str__(self) -> str:
        return str(self.value)
