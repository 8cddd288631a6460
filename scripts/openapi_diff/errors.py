"""The errors of a comparison: what a person has to do differently, never a defect of a compared document's
content.
"""


class DiffError(Exception):
    """The comparison cannot be made; the message is one line that says why and what to do."""


class UnknownRevisionError(DiffError):
    """Git does not know the revision, or the revision does not hold the document."""


class UnreadableDocumentError(DiffError):
    """A document is not there, is not YAML or JSON, is no OpenAPI 3 document, or has a reference that leads
    nowhere.
    """
