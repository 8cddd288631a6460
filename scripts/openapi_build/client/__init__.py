"""Generate and verify the client package, and write the wrapper's modules that repeat the document.

- ``generate``: runs the generator, and verifies that it read everything and that Python loads the result.
- ``modules``: writes the server's URL and the keywords of a request as modules of the wrapper.
"""
