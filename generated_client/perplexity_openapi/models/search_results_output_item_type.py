from enum import StrEnum


class SearchResultsOutputItemType(StrEnum):
    SEARCH_RESULTS = "search_results"

    def __str__(self) -> str:
        return str(self.value)
