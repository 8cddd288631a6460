"""Costs of a batch: what jobs cost, the budget, and the estimate of a dry run.

Reading order:

* `costs`: known and observed costs and durations by model, and the budget.
* `estimate`: what a run would submit, cost and take.
"""
