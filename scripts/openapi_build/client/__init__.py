"""The generated package, and the modules of the wrapper that repeat the document.

- ``generate``: runs the generator, and holds the package against the document.
- ``faithful``: whether the generator has read all of the document.
- ``modules``: the server's address and the keywords of a request, as modules of the wrapper.
"""
