"""Fetch the documentation pages: `pages` reads the list, `fetch` gets one page within limits."""
