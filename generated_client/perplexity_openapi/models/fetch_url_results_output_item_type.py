from enum import StrEnum


class FetchUrlResultsOutputItemType(StrEnum):
    FETCH_URL_RESULTS = "fetch_url_results"

    def __str__(self) -> str:
        return str(self.value)
