from enum import StrEnum


class PeopleSearchResultsOutputItemType(StrEnum):
    PEOPLE_SEARCH_RESULTS = "people_search_results"

    def __str__(self) -> str:
        return str(self.value)
