"""The money: what jobs cost, and whether another one may be bought.

Reading order:

* `costs`: what is known and what was seen of costs and durations, and the budget.
* `estimate`: what a run would do, without doing it.
"""
