from enum import StrEnum


class BuiltinSkillType(StrEnum):
    BUILTIN = "builtin"

    def __str__(self) -> str:
        return str(self.value)
