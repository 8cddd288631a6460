"""What the environment says about proxies and certificates: httpx reads it, this says what is wrong with it.

httpx fails with an error of its own, or of Python's, that names no variable. It reads the environment where a
connection is opened, so that is where it is looked at: the making of a client stays as quick as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from .._values.errors import UsageError
from .._values.settings import address_problem, without_password

T = TypeVar("T")

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE", "OPENSSL_CONF")


def from_environment(make: Callable[[], T]) -> T:
    """What `make` makes of the environment; UsageError, which names the variable to mend, where it cannot."""
    problem = _proxies() or _folders()
    if problem is None:
        try:
            return make()
        except (OSError, ValueError, TypeError, ImportError, httpx.InvalidURL) as error:
            given = [f"{name}={os.environ[name]}" for name in _CERTIFICATES if os.environ.get(name)]
            where = ", ".join(given) or "the installation of certifi"
            problem = f"The certificates cannot be read ({type(error).__name__}: {error}); check {where}"
    wrong = UsageError(f"{problem}. Nothing was sent.")
    wrong.add_note("http_client=httpx.Client(trust_env=False) does without the proxies of the environment.")
    raise wrong


def proxy_of(url: str) -> str | None:
    """The proxy that the environment sets for an address, without a name and password; None for none."""
    parts, proxies = urlsplit(url), getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    return proxy.rpartition("@")[2].rpartition("//")[2].rstrip("/")


def _proxies() -> str | None:
    # Names in lower case go before the others, as for httpx.
    found = {name.lower(): (name, value) for name, value in sorted(os.environ.items()) if value}
    if "*" in (host.strip() for host in found.get("no_proxy", ("", ""))[1].split(",")):
        return None
    for kind in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        if kind in found and (problem := _proxy_problem(kind, found[kind][1])):
            name, value = found[kind]
            return f"{name}={without_password(value)} cannot be used: {problem}; correct or unset {name}"
    return None


def _proxy_problem(kind: str, value: str) -> str | None:
    """Why httpx cannot use what a variable says, in words without a password."""
    import ssl  # loaded late: who has no proxies needs it at the first request only

    # Without certificates: these are not what is looked at here, and reading them takes long.
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if kind == "no_proxy":
            # The proxies themselves are known to be good by now.
            httpx.Client(verify=bare).close()
            return None
        address = value if "://" in value else f"http://{value}"
        httpx.HTTPTransport(verify=bare, proxy=address).close()
        problem = address_problem(address, ("http", "https", "socks5", "socks5h"))
    except ImportError:
        return "a SOCKS proxy needs socksio (pip install 'httpx[socks]')"
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        problem = str(error)
        if kind == "no_proxy":
            problem = f"it holds what httpx does not read as a host ({problem})"
        elif problem.startswith("Unknown scheme"):
            problem = "a proxy begins with http://, https:// or socks5://"
    return "it is no address" if problem and "@" in value else problem


def _folders() -> str | None:
    # Certificates are looked for in it as they are needed, so nothing else tells that it is not there.
    value = os.environ.get("SSL_CERT_DIR")
    if not value or os.environ.get("SSL_CERT_FILE") or any(map(os.path.isdir, value.split(os.pathsep))):
        return None
    return f"SSL_CERT_DIR={value!r} names no folder; correct or unset SSL_CERT_DIR"
