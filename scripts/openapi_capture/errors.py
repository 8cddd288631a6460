"""Why a capture did not happen; as everywhere in the build, with a place and a remedy."""

from openapi_build.errors import BuildError


class CaptureError(BuildError):
    """A page could not be fetched, proved or written, or the list of pages cannot be used."""
