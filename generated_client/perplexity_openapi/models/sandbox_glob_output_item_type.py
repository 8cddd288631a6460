from enum import StrEnum


class SandboxGlobOutputItemType(StrEnum):
    SANDBOX_GLOB = "sandbox_glob"

    def __str__(self) -> str:
        return str(self.value)
