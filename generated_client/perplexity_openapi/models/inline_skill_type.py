from enum import StrEnum


class InlineSkillType(StrEnum):
    INLINE = "inline"

    def __str__(self) -> str:
        return str(self.value)
