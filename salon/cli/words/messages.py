"""Words about mail."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.clients.reach import Purpose
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import messages

    return messages


def words(add: Add) -> None:
    """Declare them."""
    mail = add(
        "mail",
        lambda: _doing().mail,
        N_("the mail account, what waits to be sent, and sending it"),
    )
    mail.add_argument(
        "what",
        choices=("account", "outbox", "send", "write", "again", "cancel", "arrived"),
    )
    said = N_("of a message; of whom to write to; the file with the words comes next")
    mail.add_argument("id", metavar="ID", nargs="?", help=_(said))
    mail.add_argument("file", metavar="FILE|-", nargs="?")
    mail.add_argument("--server", metavar="S")
    mail.add_argument("--port", type=int, metavar="N")
    mail.add_argument("--security", choices=("starttls", "tls", "none"))
    mail.add_argument("--user", metavar="U")
    mail.add_argument("--from", dest="address", metavar="ADDRESS")
    mail.add_argument("--name", metavar="N")
    mail.add_argument("--reply-to", metavar="ADDRESS")
    said = N_("its first line is the password; it goes into the key store")
    mail.add_argument("--password", metavar="FILE|-", help=_(said))
    said = N_("send a test to that address")
    mail.add_argument("--test", metavar="ADDRESS", help=_(said))
    mail.add_argument("--drop", action="store_true", help=_(N_("take it away")))
    mail.add_argument("--all", action="store_true", help=_(N_("what is sent as well")))
    mail.add_argument("--subject", default="", metavar="S")
    mail.add_argument("--purpose", choices=tuple(Purpose), default=Purpose.CARE)
    mail.add_argument("--override", default="", metavar="REASON")
    mail.add_argument("--until", metavar="DAY")
    mail.add_argument("--to", default="", metavar="ADDRESS")
    said = N_("from a sample or under --now as well: for tests")
    mail.add_argument("--even-so", action="store_true", help=_(said))
