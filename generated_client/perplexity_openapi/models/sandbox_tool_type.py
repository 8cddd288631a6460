from enum import StrEnum


class SandboxToolType(StrEnum):
    SANDBOX = "sandbox"

    def __str__(self) -> str:
        return str(self.value)
