"""What `bounce serve` does for a page, as small as a test needs it: files, the report, and events."""

import json
import queue
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fixture


class Served:
    def __init__(self, directory, document):
        self.document, self.listeners = document, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, self, directory=str(directory)))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/"

    def tell(self, **event):
        for listener in self.listeners:
            listener.put(json.dumps(event))

    def close(self):
        for listener in self.listeners:
            listener.put(None)
        self.server.shutdown()
        self.server.server_close()


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, served, *arguments, **options):
        self.served = served
        super().__init__(*arguments, **options)

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/":
            self.answer("text/html; charset=utf-8", fixture.page(self.served.document, live=True))
        elif path == "/report.json":
            self.answer("application/json", json.dumps(self.served.document))
        elif path == "/events":
            self.stream()
        elif range := self.headers.get("Range"):
            self.part(path, range)
        else:
            super().do_GET()

    def part(self, path, range):
        """A recording from somewhere on: without this, a browser does not seek."""
        data = Path(self.translate_path(path)).read_bytes()
        first, _, last = range.removeprefix("bytes=").partition("-")
        piece = data[int(first):int(last) + 1 if last else len(data)]
        self.send_response(206)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(piece) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        self.wfile.write(piece)

    def answer(self, kind, text):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def stream(self):
        mine = queue.Queue()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.flush()
        self.served.listeners.append(mine)
        try:
            while (line := mine.get()) is not None:
                self.wfile.write(f"data: {line}\n\n".encode())
                self.wfile.flush()
        except OSError:
            pass
