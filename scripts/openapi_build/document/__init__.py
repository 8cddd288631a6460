"""The effective document, out of what the pages say and the overlays.

- ``assemble``: the steps in their order, and all that they find wrong; ``origins``: who put it there. Start
  reading with the first.
- ``merge``, with ``canonical``: several documents become one, or contradict each other.
- ``overlay``, with ``known``: OpenAPI Overlay 1.0, and what of it a page says itself.
- ``rules``: what holds for every API.
- ``spelling``: each schema in the spelling that the generator reads rightly.
- ``marks``, ``words``: names for classes, and enums that take further words.
- ``references``: what a reference leads to, and what none reaches.
- ``validate``, ``forms``, ``needs``: whether the result is valid, can become a client as it stands, and has
  what the wrapper is built on.
"""
