"""Plain values that every room may use, and nothing that is decided about a job.

- `call`: one request, and what became of it
- `job_data`: one job as an adapter read it
- `status`: the states of a job
- `errors`: the tree of exceptions
- `text`: texts of the service in a form that can be shown
- `settings`, `secret`, `document`: how a client is set up
- `extras`, `sendable`, `attachments`: what a caller may send besides
- `clock`, `log`, `signature`: time, the package's logger, and what REPLs see of a method
- `files`: files that are written whole or not at all
"""
