from enum import StrEnum


class SandboxWriteFileOutputItemType(StrEnum):
    SANDBOX_WRITE_FILE = "sandbox_write_file"

    def __str__(self) -> str:
        return str(self.value)
