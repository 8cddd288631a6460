from enum import StrEnum


class ShareFileOutputItemType(StrEnum):
    SHARE_FILE = "share_file"

    def __str__(self) -> str:
        return str(self.value)
