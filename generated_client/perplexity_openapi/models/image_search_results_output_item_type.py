from enum import StrEnum


class ImageSearchResultsOutputItemType(StrEnum):
    IMAGE_SEARCH_RESULTS = "image_search_results"

    def __str__(self) -> str:
        return str(self.value)
