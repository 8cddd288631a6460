"""From captured pages to one OpenAPI document and one generated client.

The steps, each a module that decides one thing::

    extract -> lock -> upgrade -> merge -> overlay -> shape -> prune -> references, names, validate
            -> write -> client (generate, verify) -> swap -> helpers -> manifest

``document`` strings the steps up to the effective document together, ``build`` the rest, and ``check``
compares what is committed with what would be built. Nothing in here opens a network connection.
"""
