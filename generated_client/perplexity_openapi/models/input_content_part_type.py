from enum import StrEnum


class InputContentPartType(StrEnum):
    INPUT_FILE = "input_file"
    INPUT_IMAGE = "input_image"
    INPUT_TEXT = "input_text"

    def __str__(self) -> str:
        return str(self.value)
