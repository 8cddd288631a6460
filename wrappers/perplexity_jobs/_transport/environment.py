"""Proxies and certificates of the environment: httpx reads them, this names the variable that cannot be used.

httpx reads them where a connection is opened, and fails with an error of its own, or of Python's, that names
none.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from .._values.errors import UsageError
from .._values.settings import without_password

if TYPE_CHECKING:
    import ssl

T = TypeVar("T")

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE", "OPENSSL_CONF")


def from_environment(make: Callable[[], T], names: tuple[str, ...]) -> T:
    """What `make` makes of variables; UsageError, which says how they are set, where they cannot be used."""
    try:
        return make()
    except (OSError, ValueError, TypeError, ImportError, httpx.InvalidURL) as error:
        given = {name: value for name, value in os.environ.items() if value and name.upper() in names}
        # httpx quotes parts of a password.
        words = "an address is wrong" if "@" in "".join(given.values()) else str(error)
    shown = ", ".join(f"{name}={without_password(value)}" for name, value in sorted(given.items()))
    wrong = UsageError(
        f"{shown or 'What is installed with certifi'} cannot be used: {words}; correct or unset it. "
        "Nothing was sent."
    )
    wrong.add_note("http_client=httpx.Client(trust_env=False) does without the proxies of the environment.")
    raise wrong


def certificates() -> ssl.SSLContext:
    """The authorities that are trusted; OSError where there are none."""
    folders = os.environ.get("SSL_CERT_DIR")
    # Certificates are looked for in a folder as they are needed, so nothing else tells that it is not there.
    if folders and not os.environ.get("SSL_CERT_FILE"):
        os.stat(next(filter(os.path.isdir, folders.split(os.pathsep)), folders))
    return httpx.create_ssl_context()


def proxy_of(url: str) -> str | None:
    """The proxy that the environment sets for an address, without a name and password; None for none."""
    parts, proxies = urlsplit(url), getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    return proxy.rpartition("@")[2].rpartition("//")[2].rstrip("/")
