from enum import StrEnum


class ResponsesObjectType(StrEnum):
    RESPONSE = "response"

    def __str__(self) -> str:
        return str(self.value)
