from enum import StrEnum


class SkillLoadedOutputItemType(StrEnum):
    SKILL_LOADED = "skill_loaded"

    def __str__(self) -> str:
        return str(self.value)
