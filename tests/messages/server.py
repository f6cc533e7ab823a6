"""A real mail server for the tests: it speaks SMTP, and can be told to misbehave.

It listens on this computer, keeps what it has accepted, and speaks STARTTLS or TLS with
a certificate of its own (`localhost.pem`, known to nobody else and of no worth).
"""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

CERTIFICATE = Path(__file__).with_name("localhost.pem")
HANG, DROP, GARBAGE = "hang", "drop", "garbage"
KEEP_AND_DROP, TWICE, SLOW = "keep and drop", "twice", "slow"


@dataclass(frozen=True)
class Kept:
    """A letter the server has accepted."""

    sender: str
    recipient: str
    data: bytes


@dataclass
class Server:
    """What the server keeps, and how it behaves.

    `faults` says by stage what it answers instead: greet, ehlo, auth, mail, rcpt, data,
    body (in the middle of the letter), end (after the dot). `times` is for how many
    connections they hold; -1: for all.
    """

    port: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    times: int = -1
    secret: str = "secret"
    letters: list[Kept] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    stages: list[str] = field(default_factory=list)
    has_tls: bool = False
    is_wrapped: bool = False
    reached: dict[str, threading.Event] = field(default_factory=dict)
    let_go: threading.Event = field(default_factory=threading.Event)


class _Gone(Exception):
    pass


class _Talk:
    """One connection."""

    def __init__(self, server: Server, line: socket.socket, faults: dict[str, str]):
        self.server, self.line, self.faults = server, line, faults
        self.file = line.makefile("rb")
        self.sender = self.recipient = ""

    def run(self) -> None:
        self.answer("greet", "220 test ESMTP")
        while True:
            said = self.file.readline(4096)
            if not said:
                return
            word, _, rest = said.decode("ascii", "replace").strip().partition(" ")
            match word.upper():
                case "EHLO":
                    self.answer("ehlo", *self.offers())
                case "HELO":
                    self.answer("ehlo", "250 test")
                case "STARTTLS":
                    self.say("220 go ahead")
                    self.wrap()
                case "AUTH":
                    self.auth(rest)
                case "MAIL":
                    self.sender = rest.partition("<")[2].partition(">")[0]
                    self.answer("mail", "250 ok")
                case "RCPT":
                    self.recipient = rest.partition("<")[2].partition(">")[0]
                    self.answer("rcpt", "250 ok")
                case "DATA":
                    if self.answer("data", "354 go on"):
                        self.take()
                case "RSET" | "NOOP":
                    self.say("250 ok")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("500 what")

    def offers(self) -> tuple[str, ...]:
        more = [] if not self.server.has_tls or self.is_safe else ["STARTTLS"]
        if self.is_safe or not self.server.has_tls:
            more.append("AUTH PLAIN")
        lines = ["test", "8BITMIME", *more]
        marks = ["-"] * (len(lines) - 1) + [" "]
        return tuple(f"250{m}{one}" for m, one in zip(marks, lines, strict=True))

    @property
    def is_safe(self) -> bool:
        return isinstance(self.line, ssl.SSLSocket)

    def wrap(self) -> None:
        self.line = _context().wrap_socket(self.line, server_side=True)
        self.file = self.line.makefile("rb")

    def auth(self, rest: str) -> None:
        kind, _, first = rest.partition(" ")
        if kind.upper() != "PLAIN":
            self.say("504 not that")
            return
        _, user, secret = base64.b64decode(first).decode().split("\0")
        self.server.logins.append((user, secret))
        self.answer(
            "auth", "235 welcome" if secret == self.server.secret else "535 5.7.8 no"
        )

    def take(self) -> None:
        data = b""
        while True:
            said = self.file.readline(65536)
            if not said:
                return
            if said == b".\r\n":
                break
            if "body" in self.faults:
                self.answer("body", "")
            data += said[1:] if said.startswith(b".") else said
        fault = self.faults.get("end", "")
        if not fault or fault in (KEEP_AND_DROP, TWICE, SLOW, HANG):
            kept = Kept(self.sender, self.recipient, data)
            self.server.letters.append(kept)
        self.answer("end", "250 2.0.0 queued")

    def answer(self, stage: str, *usual: str) -> bool:
        """Answer as usual, or as the fault says; return whether it was as usual."""
        self.server.stages.append(stage)
        if stage in self.server.reached:
            self.server.reached[stage].set()
            self.server.let_go.wait(20)
        fault = self.faults.get(stage, "")
        match fault:
            case "":
                self.say(*usual)
                return True
            case "hang":
                self.server.let_go.wait(20)
                raise _Gone
            case "drop" | "keep and drop":
                raise _Gone
            case "garbage":
                self.line.sendall(b"\xff\xfe%%% not smtp at all\r\n\0\r\n" * 3)
                return False
            case "twice":
                self.say(*usual, *usual)
                return True
            case "slow":
                with suppress(OSError):
                    for sign in "250-" + "a" * 200:
                        self.line.sendall(sign.encode())
                        if self.server.let_go.wait(0.05):
                            break
                raise _Gone
        self.say(fault)
        return False

    def say(self, *lines: str) -> None:
        self.line.sendall("".join(f"{one}\r\n" for one in lines).encode())


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def mail_server(*, has_tls: bool = False, is_wrapped: bool = False) -> Iterator[Server]:
    """Let a server listen while the block runs."""
    door = socket.create_server(("127.0.0.1", 0))
    server = Server(door.getsockname()[1], has_tls=has_tls, is_wrapped=is_wrapped)
    threads: list[threading.Thread] = []

    def talk(line: socket.socket) -> None:
        server.connections += 1
        is_meant = server.times < 0 or server.connections <= server.times
        with suppress(OSError, _Gone, ValueError):
            if is_wrapped:
                line = _context().wrap_socket(line, server_side=True)
            one = _Talk(server, line, server.faults if is_meant else {})
            try:
                one.run()
            finally:
                one.file.close()
                with suppress(OSError):
                    one.line.shutdown(socket.SHUT_RDWR)
                one.line.close()
        line.close()

    def listen() -> None:
        while True:
            try:
                line, _from = door.accept()
            except OSError:
                return
            thread = threading.Thread(target=talk, args=(line,), daemon=True)
            threads.append(thread)
            thread.start()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield server
    finally:
        server.let_go.set()
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()
        listener.join(5)
        for one in threads:
            one.join(5)


def settled(server: Server, count: int) -> None:
    """Wait until the server has begun so many connections."""
    for _turn in range(400):
        if server.connections >= count:
            return
        sleep(0.01)
