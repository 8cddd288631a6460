from enum import StrEnum


class BuiltinSkillName(StrEnum):
    OFFICE = "office"
    OFFICEDOCX = "office/docx"
    OFFICEPDF = "office/pdf"
    OFFICEPPTX = "office/pptx"
    OFFICEXLSX = "office/xlsx"

    def __str__(self) -> str:
        return str(self.value)
