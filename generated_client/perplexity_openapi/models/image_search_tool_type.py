from enum import StrEnum


class ImageSearchToolType(StrEnum):
    IMAGE_SEARCH = "image_search"

    def __str__(self) -> str:
        return str(self.value)
