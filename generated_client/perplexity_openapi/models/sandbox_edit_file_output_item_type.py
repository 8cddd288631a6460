from enum import StrEnum


class SandboxEditFileOutputItemType(StrEnum):
    SANDBOX_EDIT_FILE = "sandbox_edit_file"

    def __str__(self) -> str:
        return str(self.value)
