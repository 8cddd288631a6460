"""The listed pages fetched again: `pages` reads the list, `fetch` gets one page within limits."""
