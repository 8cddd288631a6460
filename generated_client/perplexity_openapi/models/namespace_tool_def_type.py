from enum import StrEnum


class NamespaceToolDefType(StrEnum):
    FUNCTION = "function"

    def __str__(self) -> str:
        return str(self.value)
