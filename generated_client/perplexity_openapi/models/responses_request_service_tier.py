from enum import StrEnum


class ResponsesRequestServiceTier(StrEnum):
    AUTO = "auto"
    DEFAULT = "default"
    FAST = "fast"
    FLEX = "flex"
    PRIORITY = "priority"

    def __str__(self) -> str:
        return str(self.value)
