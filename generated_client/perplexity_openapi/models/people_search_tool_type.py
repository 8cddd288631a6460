from enum import StrEnum


class PeopleSearchToolType(StrEnum):
    PEOPLE_SEARCH = "people_search"

    def __str__(self) -> str:
        return str(self.value)
