"""Waiting for many jobs at once: one plan for all of them, which asks as little as it can.

In reading order:

    as_completed    carries out with a client what the plan says; tells at the end which jobs are unfinished
    plan            decides what to ask for next, and takes in the answers; no clock and no network of its own
    list_sharing    when to ask for pages of the list, each of which shows many jobs, and when not to
    rate_limit      how many requests of each kind a minute may hold; batch keeps to it with its submits
    looks           the requests, and the jobs that wait for them
"""
