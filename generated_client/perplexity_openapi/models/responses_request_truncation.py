from enum import StrEnum


class ResponsesRequestTruncation(StrEnum):
    AUTO = "auto"
    DISABLED = "disabled"

    def __str__(self) -> str:
        return str(self.value)
