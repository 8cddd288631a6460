from enum import StrEnum


class SandboxResultsOutputItemLanguage(StrEnum):
    BASH = "bash"
    PYTHON = "python"

    def __str__(self) -> str:
        return str(self.value)
