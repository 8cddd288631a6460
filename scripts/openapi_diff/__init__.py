"""Two OpenAPI documents compared from the caller's side, and two states of the Python packages likewise.

The comparison is a pure function of two dictionaries (`openapi_diff.document.compare_documents`); what a
change means to a caller is written down in one table (`openapi_diff.rules`); everything that touches git,
the disk or the terminal stands in `openapi_diff.revision`, `openapi_diff.python_api` and
`openapi_diff.report`.
"""
