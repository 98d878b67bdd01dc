"""Real servers on this machine, in threads, that take messages: they accept, refuse, hang up or never answer."""

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs

HANG, HANG_UP = "hang", "hang up"


@dataclass
class Asked:
    """One request as the server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass
class HttpServer:
    """`answer` returns a status, a text or data, and headers; or HANG, or HANG_UP. `asked` are the requests."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answer: Callable[[Asked], object] = lambda asked: (200, {})
    ends: threading.Event = field(default_factory=threading.Event)


@contextmanager
def http_server() -> Iterator[HttpServer]:
    """Yield a server that answers 200 until a test sets `answer`."""
    state = HttpServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, {name.lower(): v for name, v in self.headers.items()}, body)
            state.asked.append(asked)
            answer = state.answer(asked)
            if answer == HANG:
                state.ends.wait(20)
            if answer in (HANG, HANG_UP):
                self.close_connection = True
                return
            status, content, *headers = answer
            data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_PUT = do_POST

        def log_message(self, *_arguments):
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        state.ends.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class ImapServer:
    """A mailbox with `emails`; `seen` are the numbers that were marked read, `signed_in` the words of each sign-in."""

    port: int = 0
    emails: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    signed_in: list[str] = field(default_factory=list)
    password: str = "mailbox-password"
    token: str = ""


class _ImapSession(StreamRequestHandler):
    """As much of IMAP4rev1 as a client needs that reads what is unread."""

    timeout = 20
    state: ImapServer

    def handle(self):
        self._write(b"* OK ready")
        while line := self.rfile.readline():
            tag, _space, command = line.decode().strip().partition(" ")
            name, _space, words = command.partition(" ")
            answer = getattr(self, f"do_{name.lower()}", None)
            result = answer(words) if answer else "BAD unknown"
            self._write(f"{tag} {result}".encode())
            if name.upper() == "LOGOUT":
                return

    def _write(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def do_capability(self, _words):
        self._write(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2")
        return "OK done"

    def do_login(self, words):
        self.state.signed_in.append(words)
        return "OK in" if words.endswith(f'"{self.state.password}"') else "NO wrong password"

    def do_authenticate(self, _words):
        self._write(b"+ ")
        words = base64.b64decode(self.rfile.readline()).decode()
        self.state.signed_in.append(words)
        if f"Bearer {self.state.token}\x01" in words:
            return "OK in"
        self._write(b"+ eyJzdGF0dXMiOiI0MDAifQ==")
        self.rfile.readline()
        return "NO refused"

    def do_select(self, words):
        self._write(f"* {len(self.state.emails)} EXISTS".encode())
        return "OK done" if words == '"INBOX"' else "NO no such folder"

    def do_search(self, _words):
        unread = [str(number) for number in range(1, len(self.state.emails) + 1) if number not in self.state.seen]
        self._write(" ".join(["* SEARCH", *unread]).encode())
        return "OK done"

    def do_fetch(self, words):
        number, most = (int(part) for part in re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", words).groups())
        content = self.state.emails[number - 1][:most]
        self._write(b"* %d FETCH (BODY[]<0> {%d}" % (number, len(content)))
        self.wfile.write(content)
        self._write(b")")
        return "OK done"

    def do_store(self, words):
        number, _space, flags = words.partition(" ")
        assert flags == r"+FLAGS (\Seen)"
        self.state.seen.add(int(number))
        return "OK done"

    def do_logout(self, _words):
        self._write(b"* BYE")
        return "OK done"


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """Yield a mailbox without emails."""
    state = ImapServer()
    server = ThreadingTCPServer(("127.0.0.1", 0), type("Session", (_ImapSession,), {"state": state}))
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
