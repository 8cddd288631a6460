from enum import StrEnum


class SandboxGrepOutputItemType(StrEnum):
    SANDBOX_GREP = "sandbox_grep"

    def __str__(self) -> str:
        return str(self.value)
