"""A mail server in a thread, which behaves as a test says: accepts, refuses, does not answer, disconnects."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# How the server answers, step by step; None is no answer at all, "close" a lost connection.
ACCEPTS = {"HELLO": "250 ok", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", "END": "250 stored"}


@dataclass
class MailServer:
    """What the server did: `emails` are those it stored, in order, and `answers` how it answers from now on."""

    port: int = 0
    answers: dict[str, str | None] = field(default_factory=lambda: dict(ACCEPTS))
    emails: list[bytes] = field(default_factory=list)
    connections: int = 0


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        state = self.server.mail_server
        state.connections += 1
        self._answer("220 ready")
        for line in self.rfile:
            step = {b"EHLO": "HELLO", b"HELO": "HELLO"}.get(line[:4].upper(), line[:4].decode().upper())
            if step == "QUIT":
                return self._answer("221 bye")
            if step == "RSET":
                self._answer("250 ok")
                continue
            if not self._answer(state.answers.get(step, "502 unknown")):
                return None
            if step == "DATA" and str(state.answers["DATA"]).startswith("354"):
                state.emails.append(self._read_email())  # stored before the answer, as real servers do
                if str(state.answers["END"])[:1] in "45":
                    state.emails.pop()
                if not self._answer(state.answers["END"]):
                    return None
        return None

    def _read_email(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _answer(self, answer: str | None) -> bool:
        """Send an answer; return False where the conversation is over."""
        if answer is None:
            self.server.may_end.wait(20)
            return False
        if answer == "close":
            return False
        self.wfile.write(f"{answer}\r\n".encode())
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mail_server: MailServer
    may_end: threading.Event


@contextmanager
def mail_server(**answers: str | None) -> Iterator[MailServer]:
    """Run a mail server on a free port of this machine; `answers` replace those of ACCEPTS."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.mail_server = MailServer(port=server.server_address[1])
        server.mail_server.answers.update(answers)
        server.may_end = threading.Event()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.mail_server
        finally:
            server.may_end.set()
            server.shutdown()
            thread.join(10)
