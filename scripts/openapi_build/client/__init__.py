"""The generated package, and the modules of the wrapper that repeat the document.

- ``generate``: runs the generator, and holds the package against the document.
- ``faithful``: what the generator would leave out, or write otherwise than the document says.
- ``modules``: the server's address and the keywords of a request, as modules of the wrapper.
"""
