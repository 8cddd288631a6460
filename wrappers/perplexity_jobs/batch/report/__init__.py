"""The report: a batch as one self-contained page with plots, failures, and each answer with its sources.

Reading order:

* `page`: the page, and whether it can be written.
* `plots`: histograms.
* `frame`: the look of the page.
"""

from .page import check_report, write_report

__all__ = ["check_report", "write_report"]
