from enum import StrEnum


class SandboxReadFileOutputItemType(StrEnum):
    SANDBOX_READ_FILE = "sandbox_read_file"

    def __str__(self) -> str:
        return str(self.value)
