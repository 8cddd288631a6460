"""From captured pages to one OpenAPI document and one generated client. Nothing here opens a connection.

- ``build``: builds everything, and writes it or compares it. Start reading here.
- ``read``: what one captured page says.
- ``document``: the effective document, out of all pages and the overlays.
- ``client``: the generated package, held against the document, and two modules of the wrapper.
- ``layout``, ``errors``, ``nodes``, ``yamlio``: where files are, what can go wrong, what stands where in a
  document, and YAML 1.2 and JSON, read so that nothing changes its meaning.
"""
