"""The listed documentation pages fetched again.

`pages` reads the list, `fetch` gets one page within limits, `proof` decides whether what came is the right
page. `scripts/capture.py` writes all of them or none; the way back is git.
"""
