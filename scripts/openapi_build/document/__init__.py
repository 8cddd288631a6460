"""The effective document, out of what the pages say and the overlays.

- ``assemble``: the steps in their order. Start reading here.
- ``merge``, with ``canonical``: several documents become one, or contradict each other.
- ``overlay``: OpenAPI Overlay 1.0.
- ``spelling``: each schema in the spelling that the generator reads rightly.
- ``marks``: names for classes, open enums and open unions, where overlays ask for them.
- ``references``: what a reference leads to, and what none reaches.
- ``validate``, ``forms``, ``needs``: whether the result is valid, can become a client as it stands, and has
  what the wrapper is built on.
"""
