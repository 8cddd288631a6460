from enum import StrEnum


class SandboxResultsOutputItemType(StrEnum):
    SANDBOX_RESULTS = "sandbox_results"

    def __str__(self) -> str:
        return str(self.value)
