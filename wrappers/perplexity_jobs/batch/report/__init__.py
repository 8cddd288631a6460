"""The report: a batch as a self-contained page with plots, failures, and each answer with its sources.

Reading order:

* `page`: the page, and whether it can be written; where there is much, one more for each item.
* `totals`: the head of the page: the numbers, the plots, and the reasons of failures.
* `item`: a question with its answer and sources.
* `plots`: histograms.
"""

from .page import check_report, write_report

__all__ = ["check_report", "write_report"]
