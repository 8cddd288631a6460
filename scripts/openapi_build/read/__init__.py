"""Read one captured page as an OpenAPI 3.1 document.

- ``lock``: checks that a person has accepted the page.
- ``extract``: takes the OpenAPI document out of the page.
- ``upgrade``: converts OpenAPI 3.0 to 3.1.
"""
