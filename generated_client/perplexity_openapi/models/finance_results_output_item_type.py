from enum import StrEnum


class FinanceResultsOutputItemType(StrEnum):
    FINANCE_RESULTS = "finance_results"

    def __str__(self) -> str:
        return str(self.value)
