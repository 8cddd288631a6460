from enum import StrEnum


class FinanceSearchToolType(StrEnum):
    FINANCE_SEARCH = "finance_search"

    def __str__(self) -> str:
        return str(self.value)
