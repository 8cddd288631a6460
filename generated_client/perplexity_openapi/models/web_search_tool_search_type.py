from enum import StrEnum


class WebSearchToolSearchType(StrEnum):
    FAST = "fast"
    WEB = "web"

    def __str__(self) -> str:
        return str(self.value)
