"""A batch as one self-contained page: plots, failures, and each answer with its sources."""

from ._page import write_report

__all__ = ["write_report"]
