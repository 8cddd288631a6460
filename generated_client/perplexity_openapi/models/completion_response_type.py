from enum import StrEnum


class CompletionResponseType(StrEnum):
    END_OF_STREAM = "end_of_stream"
    INFO = "info"
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
