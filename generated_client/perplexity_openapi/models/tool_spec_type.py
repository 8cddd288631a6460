from enum import StrEnum


class ToolSpecType(StrEnum):
    FUNCTION = "function"

    def __str__(self) -> str:
        return str(self.value)
