from enum import StrEnum


class ProfileReferenceType(StrEnum):
    CUSTOM = "custom"

    def __str__(self) -> str:
        return str(self.value)
