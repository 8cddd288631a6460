from enum import StrEnum


class ConnectorToolType(StrEnum):
    CONNECTOR = "connector"

    def __str__(self) -> str:
        return str(self.value)
