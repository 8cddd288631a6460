from enum import StrEnum


class SandboxApplyPatchOutputItemType(StrEnum):
    SANDBOX_APPLY_PATCH = "sandbox_apply_patch"

    def __str__(self) -> str:
        return str(self.value)
