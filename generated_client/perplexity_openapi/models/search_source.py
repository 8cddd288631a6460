from enum import StrEnum


class SearchSource(StrEnum):
    WEB = "web"

    def __str__(self) -> str:
        return str(self.value)
