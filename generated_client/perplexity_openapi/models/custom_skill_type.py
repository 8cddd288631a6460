from enum import StrEnum


class CustomSkillType(StrEnum):
    CUSTOM = "custom"

    def __str__(self) -> str:
        return str(self.value)
