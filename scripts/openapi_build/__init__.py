"""Build one OpenAPI document and the generated client from the captured pages, without network access.

- ``build``: builds everything, and writes it or compares it. Start reading here.
- ``read``: parses, checks and upgrades one captured page.
- ``document``: makes the effective document from all pages and the overlays.
- ``client``: generates and verifies the package, and two modules of the wrapper.
- ``layout``, ``errors``, ``nodes``, ``schemas``, ``yamlio``: paths of files, build errors, traversal of an
  OpenAPI document, keywords of a schema, and strict reading and writing of YAML 1.2 and JSON.
"""
