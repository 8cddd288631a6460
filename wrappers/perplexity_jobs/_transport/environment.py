"""What the environment says about proxies and certificates: httpx reads it, this says what is wrong with it.

httpx fails with an error of its own, or of Python's, that names no variable. It reads the environment where a
connection is opened, so that is where it is looked at: the making of a client stays as quick as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from .._values.errors import UsageError
from .._values.settings import address_problem, without_password

if TYPE_CHECKING:
    import ssl

T = TypeVar("T")

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE", "OPENSSL_CONF")


def from_environment(make: Callable[[], T]) -> T:
    """What `make` makes of the environment; UsageError, which names the variable to mend, where it cannot."""
    problem = _proxies() or _certificates()
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
    proxies = getproxies()
    if "*" in (host.strip() for host in proxies.get("no", "").split(",")):
        return None
    bare = None
    for kind in ("http", "https", "all", "no"):
        if not proxies.get(kind):
            continue
        import ssl  # loaded late: who has no proxies needs it at the first request only

        # Without certificates: these are not what is looked at here, and reading them takes long.
        bare = bare or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        problem = _proxy_problem(kind, proxies[kind], bare)
        if problem:
            name = _variable(kind)
            shown = without_password(proxies[kind])
            return f"{name}={shown} cannot be used: {problem}; correct or unset {name}"
    return None


def _proxy_problem(kind: str, value: str, bare: ssl.SSLContext) -> str | None:
    """Why httpx cannot use what a variable says, in words without a password."""
    try:
        if kind == "no":
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
        if kind == "no":
            problem = f"it holds what httpx does not read as a host ({problem})"
        elif problem.startswith("Unknown scheme"):
            problem = "a proxy begins with http://, https:// or socks5://"
    return "it is no address" if problem and "@" in value else problem


def _variable(kind: str) -> str:
    """The name under which the environment has a proxy; names in lower case go before the others."""
    wanted = f"{kind}_proxy"
    found = [name for name in os.environ if name.lower() == wanted and os.environ[name]]
    return wanted if wanted in found or not found else found[0]


def _certificates() -> str | None:
    # httpx reads the second only where the first is not set.
    for name, kind, is_there in (
        ("SSL_CERT_FILE", "file", os.path.exists),
        ("SSL_CERT_DIR", "folder", os.path.isdir),
    ):
        value = os.environ.get(name)
        if not value:
            continue
        places = value.split(os.pathsep) if kind == "folder" else [value]
        if any(is_there(place) and os.access(place, os.R_OK) for place in places):
            return None
        return f"{name}={value!r} names no {kind} that can be read; correct or unset {name}"
    return None
