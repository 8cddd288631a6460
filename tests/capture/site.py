"""A documentation site on 127.0.0.1 that fails on request, and a folder to capture into."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import attrs

NAMES = ("get", "list", "post")
OPERATIONS = {"get": ("get", "/jobs/{id}"), "list": ("get", "/jobs"), "post": ("post", "/jobs")}


def page(name: str, *, path: str | None = None, extra: str = "", prose: str = "") -> bytes:
    """A page of Markdown with one fenced OpenAPI document, as the documentation site writes them."""
    method, usual = OPERATIONS[name]
    return f"""# Page {name}

{prose}

````yaml {method} {path or usual}
openapi: 3.1.0
info:
  title: Jobs
  version: '1'
paths:
  {path or usual}:
    {method}:
      operationId: {name}_job
      responses:
        '200':
          description: done
          content:
            application/json:
              schema:
                type: object
                properties:
                  id:
                    type: string
{extra}````
""".encode()


MORE = "                  more:\n                    type: string\n"


@attrs.define
class Reply:
    """What the site answers: whole if `promise` (the declared length) is None."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = attrs.field(factory=dict)
    promise: int | None = None
    hang: bool = False
    reason: str | None = None


@attrs.define
class Site:
    """Serves replies in turn per path, the last one for ever; `seen` holds path and headers of requests."""

    replies: dict[str, list[Reply]] = attrs.field(factory=dict)
    seen: list[tuple[str, dict[str, str]]] = attrs.field(factory=list)
    url: str = ""
    released: threading.Event = attrs.field(factory=threading.Event)

    def serve(self, name: str, *replies: Reply | bytes) -> None:
        """Answer requests for the page `name` so, in turn."""
        made = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
        self.replies[f"/docs/{name}.md"] = made

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        """The next reply of a path."""
        self.seen.append((path, headers))
        queue = self.replies.get(path) or [Reply(b"<html>not here</html>", 404)]
        return queue.pop(0) if len(queue) > 1 else queue[0]

    def asked(self, name: str) -> int:
        """How often the page was asked for."""
        return sum(path == f"/docs/{name}.md" for path, _ in self.seen)


class Server(ThreadingHTTPServer):
    """A server that says nothing: capture hangs up on it, and what it would print is in a test's stderr."""

    # Closing it waits for the answers under way, so that none outlives its test.
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error."""


@contextmanager
def running_site() -> Iterator[Site]:
    """A site with three proper pages, until the block ends."""
    site = Site()
    for name in NAMES:
        site.serve(name, page(name))
    server = Server(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(site: Site) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            if reply.hang:
                site.released.wait()
            self.send_response(reply.status, reply.reason)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.promise is None else reply.promise
            self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    return Handler


def repository(root: Path, *, files: bool = True) -> Path:
    """A repository with the list of the three pages, and with their files as last captured."""
    (root / "openapi" / "sources").mkdir(parents=True)
    lines = []
    for name in NAMES:
        method, path = OPERATIONS[name]
        lines.append(f"{name}.md {method.upper()} {path} https://docs.example.org/docs/{name}.md")
        if files:
            (root / "openapi" / "sources" / f"{name}.md").write_bytes(page(name))
    (root / "openapi" / "sources.urls").write_text("# the pages\n" + "\n".join(lines) + "\n")
    return root


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below the repository, by its relative path."""
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
