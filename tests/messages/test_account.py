"""The mail account: safe lines only, and its password nowhere but in the key store."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from salon.messages.model import (
    BadAccount,
    BadAddress,
    MessageId,
    OpenConnection,
    Security,
    State,
    Trouble,
)
from salon.messages.operations import set_account, try_again
from salon.messages.post import keep_password, password_of, send_test
from salon.messages.queries import account
from salon.messages.sending import NotLetIn, NotSafe
from tests.house import House
from tests.messages.conftest import Office, open_account
from tests.messages.server import CERTIFICATE, Server, mail_server
from tests.store.test_keys import Drawer

SECRET = "secret"


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    usual = keyring.get_keyring()
    made = Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(usual)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def folder_of(house: House) -> Path:
    assert house.salon.folder is not None
    return house.salon.folder.path


def holding(house: House, word: str) -> list[str]:
    """Return the files of the salon's folder that hold a word as it is."""
    files = [one for one in folder_of(house).rglob("*") if one.is_file()]
    return [one.name for one in files if word.encode() in one.read_bytes()]


def test_with_a_key_store_the_password_is_nowhere_else(
    house: House, receiver: Server, drawer: Drawer
) -> None:
    open_account(house, receiver)
    here = house.salon.ask(account)

    assert here is not None
    assert password_of(house.salon, here) == SECRET
    assert SECRET not in str(here)
    assert holding(house, SECRET) == []
    house.salon.backup()
    for action in house.salon.ask(_everything):
        assert SECRET not in action
    keep_password(house.salon, here.drawer, "")
    assert not drawer.get_password("camellia", here.drawer)


def _everything(reading: object) -> list[str]:
    from sqlalchemy import text

    session = getattr(reading, "session")  # noqa: B009  # a query of the test's own
    rows = session.execute(text("SELECT before, after, data FROM change, action"))
    return [str(row) for row in rows]


def test_without_one_it_lies_beside_the_records_for_its_owner_alone(
    house: House, receiver: Server
) -> None:
    keyring.set_keyring(NoKeyring())
    open_account(house, receiver)
    file = folder_of(house) / "salon.mail"

    assert holding(house, SECRET) == ["salon.mail"]
    assert file.stat().st_mode & 0o077 == 0
    here = house.salon.ask(account)
    assert here is not None
    keep_password(house.salon, here.drawer, "secret2 pässwort")
    assert password_of(house.salon, here) == "secret2 pässwort"
    keep_password(house.salon, here.drawer, "")
    assert not file.exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"server": ""}, BadAccount),
        ({"server": "two words"}, BadAccount),
        ({"port": 0}, BadAccount),
        ({"port": 65536}, BadAccount),
        ({"from_address": "nobody"}, BadAddress),
        ({"reply_to": "no body@x"}, BadAddress),
        ({"server": "mail.example", "security": Security.NONE}, OpenConnection),
        ({"server": "127.0.0.1.example", "security": Security.NONE}, OpenConnection),
    ],
)
def test_what_will_not_do_is_refused(
    house: House, wrong: dict[str, object], error: type[Exception]
) -> None:
    said: dict[str, object] = {"server": "mail.example", "port": 465}
    said |= {"security": Security.TLS, "from_address": "a@salon.example"}
    with pytest.raises(error):
        house.salon.do(set_account, **(said | wrong))  # type: ignore[arg-type]
    assert house.salon.ask(account) is None


def test_the_account_is_an_action_like_any_other(
    house: House, receiver: Server
) -> None:
    open_account(house, receiver)
    open_account(house, receiver, from_name="Another")
    house.salon.do(try_again)  # nothing was wrong: nothing is done
    house.salon.undo()
    here = house.salon.ask(account)
    assert here is not None
    assert here.from_name == "Camellia 山茶花"


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_goes_over_a_safe_line(
    office: Office, trusted: None, security: Security
) -> None:
    is_wrapped = security is Security.TLS
    with mail_server(has_tls=True, is_wrapped=is_wrapped) as safe:
        open_account(office.house, safe, server="localhost", security=security)
        key = office.queue()
        assert office.go(patience=5, longest=10).sent == [key]
        assert safe.logins == [("house", SECRET)]


def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(
    office: Office,
) -> None:
    with mail_server(has_tls=True) as safe:
        open_account(office.house, safe, security=Security.STARTTLS)
        key = office.queue()
        office.go(patience=5, longest=10)
        assert safe.logins == []
        assert safe.letters == []
    line = office.line(key)
    assert (line.state, line.trouble) == (State.WAITING, Trouble.INSECURE)
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_where_starttls_is_not_offered_nothing_is_said_in_the_open(
    office: Office,
) -> None:
    open_account(office.house, office.server, security=Security.STARTTLS)
    office.queue()
    done = office.go()
    assert isinstance(done.trouble, NotSafe)
    assert office.server.logins == []
    assert office.server.letters == []


def test_a_test_goes_to_oneself_and_says_what_is_wrong(office: Office) -> None:
    salon = office.house.salon
    here = salon.ask(account)
    assert here is not None
    with pytest.raises(NotLetIn) as refused:
        send_test(salon, here, "wrong", "house@salon.example", patience=1)
    assert "535" in str(refused.value)
    assert "app password" in str(refused.value)
    send_test(salon, here, SECRET, "house@salon.example", patience=1)
    [kept] = office.server.letters
    assert kept.recipient == "house@salon.example"
    assert MessageId(0) == 0
