from enum import StrEnum


class SearchResultSource(StrEnum):
    ATTACHMENT = "attachment"
    WEB = "web"

    def __str__(self) -> str:
        return str(self.value)
