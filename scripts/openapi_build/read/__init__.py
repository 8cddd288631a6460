"""What one captured page says, as an OpenAPI 3.1 document.

- ``lock``: which pages were read and accepted by a person.
- ``extract``: the one document of a page.
- ``structure``: whether objects, lists and texts stand where they should.
- ``upgrade``: OpenAPI 3.0 becomes 3.1.
"""
