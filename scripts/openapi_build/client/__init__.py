"""Generate and verify the client package, and write the wrapper's modules that repeat the document.

- ``generate``: runs the generator, and verifies that operations, classes and files are there.
- ``faithful``: verifies that the generator has read every parameter, body and field.
- ``modules``: writes the server's URL and the keywords of a request as modules of the wrapper.
"""
