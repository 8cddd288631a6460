"""Compare two OpenAPI documents for what callers notice and what breaks them.

The comparison is a pure function of two dictionaries (`document.compare_documents`), and one table says what
a change means to a caller (`rules`). In reading order: `model`, `rules`, `document`, `pairing`, `operations`,
`security`, `schemas`, `facets`, `shape`, `flatten`, `names`; then `result`, `report`, `revision`.
"""
