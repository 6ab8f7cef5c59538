"""A web server for tests that does as a static host: compresses text, has a page for an unknown address."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMPRESSED = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")


@functools.cache
def _zipped(path: Path, changed: int) -> bytes:
    """The compressed file; ``changed`` is when it was, for the cache."""
    return gzip.compress(path.read_bytes(), mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        kind = self.guess_type(path)
        if "gzip" not in self.headers.get("Accept-Encoding", "") or not kind.startswith(COMPRESSED):
            super().do_GET()
        elif path.is_file():
            self._answer(200, kind, _zipped(path, path.stat().st_mtime_ns), compressed=True)
        else:
            self.send_error(404)

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "404.html")
        self._answer(code, "text/html", page.read_bytes() if page.is_file() else b"")

    def _answer(self, code: int, kind: str, body: bytes, compressed: bool = False) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing of a browser that leaves before the end."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on a free port of this machine; gives the address of its root."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
