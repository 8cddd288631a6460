"""TLS servers and proxies on this machine, between a client and the service."""

from __future__ import annotations

import contextlib
import http.server
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from typing import Any, cast

import httpx
import trustme

KEPT = {b"content-type", b"retry-after", b"x-request-id"}
# Loading the certificates of the world takes longer than a whole test.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Front(socketserver.ThreadingTCPServer):
    """A server in front of another one; each connection has its thread.

    Attributes:
        behind: the port of the server behind it.
        seen: what came, in the words of the handler.
    """

    daemon_threads = False

    def __init__(self, handler: type[socketserver.BaseRequestHandler], behind: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.behind = behind
        self.seen: list[bytes] = []
        self.open: list[socket.socket] = []
        self.context: ssl.SSLContext | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls(self) -> str:
        """Its address where it is encrypted."""
        return f"https://localhost:{self.port}"

    def get_request(self) -> tuple[Any, Any]:
        """The next connection, encrypted where there is a certificate for it."""
        connection, address = super().get_request()
        if self.context is not None:
            # The handshake belongs to the thread of the connection.
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self.open.append(connection)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error."""


@contextlib.contextmanager
def running(front: Front) -> Iterator[Front]:
    """Serve until the block ends."""
    thread = threading.Thread(target=front.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield front
    finally:
        front.shutdown()
        thread.join()
        for connection in front.open:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        front.server_close()


def encrypted(front: Front, authority: trustme.CA, *protocols: str) -> Front:
    """Serve over TLS, with a certificate of `authority`, and these protocols to choose from."""
    front.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(front.context)
    front.context.set_alpn_protocols(list(protocols))
    return front


def ask(front: Front, method: str, path: str, headers: Mapping[str, str], body: bytes) -> httpx.Response:
    """What the server behind says."""
    with httpx.Client(verify=NO_TLS, trust_env=False) as client:
        address = f"http://127.0.0.1:{front.behind}{path}"
        return client.request(method, address, headers=dict(headers), content=body)


def kept(answer: httpx.Response) -> list[tuple[bytes, bytes]]:
    """The headers that are passed on."""
    return [(name.lower(), value) for name, value in answer.headers.raw if name.lower() in KEPT]


def pipe(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes until there is no more."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Http1(http.server.BaseHTTPRequestHandler):
    """HTTP/1.1 in front of HTTP/1.1."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Pass a request on, and its answer back."""
        front = cast("Front", self.server)
        front.seen.append(self.requestline.encode())
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = ask(front, self.command, self.path, dict(self.headers.items()), body)
        self.send_response(answer.status_code)
        for name, value in kept(answer):
            self.send_header(name.decode(), value.decode())
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def do_POST(self) -> None:
        """Pass a request with a body on in the same way."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Tests read `seen`."""


class Proxy(socketserver.BaseRequestHandler):
    """A proxy for CONNECT; it notes the head of each request."""

    def handle(self) -> None:
        """Serve one connection."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.request.recv(1)
        cast("Front", self.server).seen.append(head)
        _, target, _ = head.split(b" ", 2)
        host, _, port = target.decode().rpartition(":")
        with socket.create_connection((host, int(port))) as behind:
            self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=pipe, args=(behind, self.request), daemon=True)
            back.start()
            pipe(self.request, behind)
            back.join()


ACCEPTED = b'{"id": "resp_1", "status": "queued", "created_at": 1}'


class Handler(socketserver.StreamRequestHandler):
    """Reads requests and answers them."""

    more = b""
    accepted = ACCEPTED

    def handle(self) -> None:
        """Serve one connection."""
        self.note(b"connection")
        while self.answer():
            pass

    def note(self, what: bytes) -> None:
        """For the test to read."""
        cast("Front", self.server).seen.append(what)

    def answer(self) -> bytes:
        """Answer the next request; its line and headers, or nothing where there is none."""
        head, length = self.rfile.readline(), 0
        if not head:
            return head
        self.note(head.split()[0])
        while (line := self.rfile.readline()).strip():
            head += line.lower()
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        self.rfile.read(length)
        body = self.accepted if head.startswith(b"POST") else ACCEPTED
        self.wfile.write(b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (self.more, len(body), body))
        return head
