"""Compare two OpenAPI documents for what callers notice and what breaks them.

The comparison is a pure function of two dictionaries (`document.compare_documents`), and one table says what
a change means to a caller (`changes`). In reading order: `changes`, `document`, `pairing`, `operations`,
`schemas`, `shape`, `flatten`; then `report`.
"""
