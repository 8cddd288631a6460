from enum import StrEnum


class FetchUrlToolType(StrEnum):
    FETCH_URL = "fetch_url"

    def __str__(self) -> str:
        return str(self.value)
