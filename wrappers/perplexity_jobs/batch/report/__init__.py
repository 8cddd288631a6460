"""A batch as one self-contained page: plots, failures, and each answer with its sources."""

from .page import check_report, write_report

__all__ = ["check_report", "write_report"]
