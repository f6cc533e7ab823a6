"""One letter over one line to a mail server, and what came of it.

What may be told of a delivery hangs on one moment: the last line, a dot. Before it a
server must forget all it has heard, whatever breaks; after it nobody but the server
knows, until it has answered. So `before_end` is called with all but that dot handed
over, and whatever breaks later is `AnswerLost`: such a letter is never sent again by
itself. Each letter has a line of its own: an answer too many belongs to no other.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from salon.errors import SalonError
from salon.messages.model import LOOPBACK, Account, Security, Trouble
from salon.text import N_, _

ME = "[127.0.0.1]"  # says nothing of the computer to anybody
PATIENCE = 20.0  # seconds for one answer
LONGEST = 180.0  # for a whole delivery, however slowly the server speaks
_BAD_MAILBOX = re.compile(r"\b5\.1\.\d{1,3}\b")


class Reins:
    """What cuts a delivery short from another thread: the program is to end."""

    def __init__(self) -> None:
        self._line: _Line | None = None
        self.is_cut = False

    def take(self, line: "_Line | None") -> None:
        """Hold another line, or none."""
        self._line = line
        if self.is_cut and line is not None:
            line.hang_up()

    def cut(self) -> None:
        """Hang up, and let no other line begin."""
        self.is_cut = True
        if self._line is not None:
            self._line.hang_up()


class Undelivered(SalonError):
    """Base of what keeps a letter from being delivered."""

    trouble: Trouble
    text = N_("The mail was not sent.")

    def __init__(self, reply: str = "") -> None:
        """Keep what the server said."""
        super().__init__(reply)
        self.reply = reply

    def __str__(self) -> str:
        said = _(self.text)
        return f"{said} ({self.reply})" if self.reply else said


class Away(Undelivered):
    """Nobody answers there, or the line broke before the last word."""

    trouble = Trouble.AWAY
    text = N_(
        "The mail server does not answer. Look at the server's name, the port and the "
        "internet connection."
    )


class NotNow(Undelivered):
    """The server asks to try again later."""

    trouble = Trouble.LATER
    text = N_("The mail server asks to try again later.")


class NoSuchAddress(Undelivered):
    """The server knows nobody of that address."""

    trouble = Trouble.ADDRESS
    text = N_("The mail server knows nobody of this address.")


class RefusedForGood(Undelivered):
    """The server does not take the letter, now or ever."""

    trouble = Trouble.REFUSED
    text = N_("The mail server does not take this mail.")


class NotLetIn(Undelivered):
    """User or password are wrong, or the account may not send."""

    trouble = Trouble.AUTH
    text = N_(
        "The mail server does not let the account in. Look at user and password; many "
        "providers want an app password instead of the usual one."
    )


class MayNotSend(Undelivered):
    """The account may not send under that address."""

    trouble = Trouble.SENDER
    text = N_("The mail server does not let the account send under its address.")


class NotSafe(Undelivered):
    """There is no encrypted line, or the server is not who it says."""

    trouble = Trouble.INSECURE
    text = N_(
        "There is no safe connection to this mail server, so nothing was sent. Try the "
        "other kind of connection, and look at the server's name."
    )


class AnswerLost(Undelivered):
    """All was handed over and no answer came: nobody knows."""

    trouble = Trouble.LOST
    text = N_("The line broke after the last word: the mail may have arrived or not.")


def deliver(
    account: Account,
    password: str,
    recipient: str,
    letter: bytes,
    before_end: Callable[[], object] = lambda: None,
    *,
    patience: float = PATIENCE,
    longest: float = LONGEST,
    reins: Reins | None = None,
) -> str:
    """Hand one letter to the account's server; return what it answered.

    Args:
        account: Whose server.
        password: Of its user.
        recipient: To whom, a sound address.
        letter: As it goes over the line.
        before_end: Called when only the last line is left; what it raises ends the
            delivery, and the server must forget the letter.
        patience: Seconds to wait for one answer.
        longest: Seconds for all of it.
        reins: By which it can be cut short.

    Raises:
        Undelivered: Which of them says whether it may be tried again.
    """
    with _line(account, patience, longest, reins) as line:
        _let_in(line, account, password)
        code, said = line.mail(account.from_address)
        if code // 100 != 2:
            raise _refusal(code, said, MayNotSend)
        code, said = line.rcpt(recipient)
        if code not in (250, 251):
            raise _refusal(code, said, _of_address(code, said))
        code, said = line.docmd("DATA")
        if code != 354:
            raise _refusal(code, said, RefusedForGood)
        line.send(_stuffed(letter))
        before_end()
        return _end(line)


@contextmanager
def _line(
    account: Account, patience: float, longest: float, reins: Reins | None = None
) -> Iterator[smtplib.SMTP]:
    """Open a line and close it, whatever happens on it."""
    if account.security is Security.NONE and account.server not in LOOPBACK:
        raise NotSafe
    line: _Line | None = None
    try:
        line = _dialled(account, patience, longest, reins)
        yield line
        with suppress(OSError, smtplib.SMTPException):
            line.quit()  # the letter is there; what is said now changes nothing
    except ssl.SSLError as error:
        raise NotSafe(_plain(error)) from error
    except smtplib.SMTPResponseException as error:
        code = int(error.smtp_code)
        raise _refusal(code, error.smtp_error, Away) from error
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
        raise Away(_plain(error)) from error
    finally:
        if reins is not None:
            reins.take(None)
        if line is not None:
            line.close()


class _Line(smtplib.SMTP):
    """A line that is cut when all of it takes too long, however it is spread."""

    def __init__(
        self,
        server: str,
        port: int,
        patience: float,
        longest: float,
        reins: Reins | None,
        **more: Any,
    ) -> None:
        if reins is not None:
            reins.take(self)
        self.watch = Timer(longest, self.hang_up)
        self.watch.daemon = True
        self.watch.start()
        try:
            super().__init__(server, port, ME, timeout=patience, **more)
        except BaseException:
            self.watch.cancel()
            raise

    def hang_up(self) -> None:
        """Cut it; whoever waits for an answer is told that none comes."""
        sock = getattr(self, "sock", None)
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the line go."""
        self.watch.cancel()
        super().close()


class _SafeLine(_Line, smtplib.SMTP_SSL):
    """One that is encrypted from the first word."""


def _dialled(
    account: Account, patience: float, longest: float, reins: Reins | None
) -> _Line:
    where = account.server, account.port, patience, longest, reins
    if account.security is Security.TLS:
        return _SafeLine(*where, context=ssl.create_default_context())
    line = _Line(*where)
    if account.security is Security.STARTTLS:
        try:
            line.starttls(context=ssl.create_default_context())
        except smtplib.SMTPNotSupportedError as error:
            line.close()
            raise NotSafe(_plain(error)) from error
        except BaseException:
            line.close()
            raise
    return line


def _let_in(line: smtplib.SMTP, account: Account, password: str) -> None:
    if not account.user:
        line.ehlo_or_helo_if_needed()
        return
    try:
        line.login(account.user, password)
    except smtplib.SMTPAuthenticationError as error:
        said = error.smtp_error
        raise _refusal(int(error.smtp_code), said, NotLetIn) from error
    except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
        raise NotLetIn(_plain(error)) from error


def _end(line: smtplib.SMTP) -> str:
    """Say the last line; from here on only its answer tells."""
    try:
        line.send(b".\r\n")
        code, said = line.getreply()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise AnswerLost(_plain(error)) from error
    reply = _said(code, said)
    match code // 100:
        case 2:
            return reply
        case 4:
            raise NotNow(reply)
        case 5:
            raise RefusedForGood(reply)
    raise AnswerLost(reply)


def _refusal(code: int, said: object, for_good: type[Undelivered]) -> Undelivered:
    """Return what an answer means that is not the one hoped for."""
    reply = _said(code, said)
    if code // 100 == 4:
        return NotNow(reply)
    return for_good(reply) if code // 100 == 5 else Away(reply)


def _of_address(code: int, said: object) -> type[Undelivered]:
    """Return whether it is the address that is wrong, or the letter unwelcome."""
    reply = _said(code, said)
    if _BAD_MAILBOX.search(reply):
        return NoSuchAddress
    has_reason = re.search(r"\b5\.\d{1,3}\.\d{1,3}\b", reply) is not None
    return (
        NoSuchAddress
        if code in (550, 551, 553) and not has_reason
        else (RefusedForGood)
    )


def _said(code: int, said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(text.split())}"[:200] if code > 0 else text[:200].strip()


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _stuffed(letter: bytes) -> bytes:
    """Return a letter whose lines end as they must, and none is a dot alone."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", letter)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)
