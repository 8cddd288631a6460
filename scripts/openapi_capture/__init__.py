"""The listed documentation pages fetched again: all of them, proved, or none.

`pages` reads the list, `retry` decides what is worth another try, `transport` fetches, `proof` decides
whether what came is the page that was asked for, `store` writes everything or nothing, `run` puts them
together.
"""
