"""Links that open another program with a message ready: nothing is sent by them.

`tel:` is RFC 3966, `sms:` RFC 5724, `mailto:` RFC 6068. Everything a person typed is
percent-encoded as UTF-8, so that any letter survives; a line ends with CR LF where the
RFC asks for it.
"""

import re
from urllib.parse import quote

LONG = 2000  # signs of a link that every program is known to take whole
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EXTENSION = re.compile(r"[0-9]{1,7}")


def can_dial(number: str) -> bool:
    """Return whether a number is whole: with its country code, and digits only."""
    return _E164.fullmatch(number) is not None


def tel(number: str, extension: str = "") -> str:
    """Return the link that rings a number that can be dialled."""
    beyond = f";ext={extension}" if _EXTENSION.fullmatch(extension) else ""
    return f"tel:{_whole(number)}{beyond}"


def sms(number: str, words: str) -> str:
    """Return the link that opens a text message to a number."""
    return f"sms:{_whole(number)}?body={_encoded(_crlf(words))}"


def mailto(address: str, subject: str, words: str) -> str:
    """Return the link that opens an e-mail to a sound address."""
    name, _at, host = address.rpartition("@")
    to = f"{_encoded(name)}@{_encoded(host)}"
    line = " ".join(subject.split())
    return f"mailto:{to}?subject={_encoded(line)}&body={_encoded(_crlf(words))}"


def whatsapp(number: str, words: str) -> str:
    """Return the link that opens WhatsApp with a message to a number."""
    return f"https://wa.me/{_whole(number)[1:]}?text={_encoded(_lf(words))}"


def _whole(number: str) -> str:
    if not can_dial(number):
        raise ValueError(number)
    return number


def _lf(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _crlf(words: str) -> str:
    return _lf(words).replace("\n", "\r\n")


def _encoded(text: str) -> str:
    """Return a text in which only letters, digits and - . _ ~ stand for themselves."""
    return quote(text, safe="", errors="replace")
