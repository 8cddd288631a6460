from enum import StrEnum


class SearchMode(StrEnum):
    ACADEMIC = "academic"
    SEC = "sec"
    WEB = "web"

    def __str__(self) -> str:
        return str(self.value)
