"""Make the effective OpenAPI document from the captured pages and the overlays.

- ``assemble``: all steps in their order, with their errors, and the pages and overlay actions that these come
  from. Start reading here.
- ``merge``, with ``canonical``: merges several documents, and reports contradictions.
- ``overlay``: applies OpenAPI Overlay 1.0 documents, and finds updates that change nothing.
- ``rules``, ``media``: changes that every API needs, such as optional fields in responses.
- ``spelling``: rewrites schemas into equal ones that the generator reads correctly, and opens enums.
- ``leftout``: leaves out what no client can say, with a note, and writes parameters in forms that it can.
- ``marks``: names for classes.
- ``references``: resolves ``$ref``, and removes components without a reference.
- ``checks``: checks that the result is valid, fits Python, and has what the wrapper needs.
"""
