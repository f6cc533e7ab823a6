"""Mail from the command line: account, outbox, sending; its password never in sight."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell
from tests.messages.server import Server, mail_server

SECRET = "correct horse"
MAIL = "email=grace@liu.example"


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as server:
        server.secret = SECRET
        yield server


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(f"{SECRET}\nnot this\n", "utf-8")
    return file


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text("林姐，\n您好。", "utf-8")
    return file


def at_server(shell: Shell, server: Server, secret: Path) -> Any:
    return shell.ask(
        *("mail", "account", "--from", "house@salon.example", "--user", "house"),
        *("--server", "127.0.0.1", "--port", server.port, "--security", "none"),
        *("--password", secret),
    )


def test_a_mail_is_written_sent_once_and_seen(
    shell: Shell, server: Server, secret: Path, words: Path
) -> None:
    shell.ask(
        "client", "add", "--name", "Grace Liu", "--field", "email=grace@liu.example"
    )
    said = at_server(shell, server, secret)["account"]
    assert (said["password"], said["trouble"]) == (True, None)
    made = shell.ask("mail", "write", "Grace Liu", words, "--subject", "Hello")
    assert (made["status"], made["to"]) == ("waiting", "grace@liu.example")
    assert shell.ask("mail", "outbox")["total"] == 1

    refused = shell.refused("mail", "send")
    assert refused["kind"] == "clock_stands"
    done = shell.ask("mail", "send", "--even-so")
    assert done["sent"] == [made["id"]]
    assert shell.ask("mail", "send", "--even-so")["sent"] == []
    assert shell.ask("mail", "outbox")["total"] == 0
    [line] = shell.ask("mail", "outbox", "--all")["messages"]
    assert line["status"] == "sent"
    assert len(server.letters) == 1
    assert shell.refused("undo")["kind"] == "changed_since"


def test_the_password_is_never_in_an_answer(
    shell: Shell, server: Server, secret: Path
) -> None:
    at_server(shell, server, secret)
    for said in (("mail", "account"), ("mail", "outbox"), ("history",)):
        for more in ((), ("--json",)):
            _status, out, err = shell.say(*said, *more)
            assert SECRET not in out + err


def test_well_known_servers_need_no_more_than_the_address(shell: Shell) -> None:
    said = shell.ask("mail", "account", "--from", "salon@qq.com")["account"]
    assert (said["server"], said["port"], said["security"]) == (
        "smtp.qq.com",
        465,
        "tls",
    )
    assert (said["user"], said["password"]) == ("salon@qq.com", False)
    assert shell.refused("mail", "send", "--even-so")["kind"] == "no_password"
    error = shell.refused("mail", "account", "--from", "a@nobody.example")
    assert "--server" in error["text"]
    assert shell.ask("mail", "account", "--drop") == {"account": None}


def test_what_failed_is_decided_about(
    shell: Shell, server: Server, secret: Path, words: Path
) -> None:
    shell.ask(
        "client", "add", "--name", "Grace Liu", "--field", "email=grace@liu.example"
    )
    at_server(shell, server, secret)
    key = shell.ask("mail", "write", "Grace Liu", words, "--subject", "Hello")["id"]
    server.faults = {"rcpt": "550 5.1.1 nobody"}
    assert shell.ask("mail", "send", "--even-so")["failed"] == [key]
    [line] = shell.ask("mail", "outbox")["messages"]
    assert (line["status"], line["trouble"]) == ("failed", "address")
    assert "550" in line["reply"]
    assert shell.refused("mail", "arrived", key)["kind"] == "not_like_this"
    shell.ask("mail", "again", key, "--to", "grace@new.example")
    assert shell.ask("mail", "cancel", key)["status"] == "cancelled"
    assert shell.refused("mail", "cancel")["kind"] == "which_message"


def test_labels_and_cards_are_printed_for_several(
    shell: Shell, tmp_path: Path, words: Path
) -> None:
    home = "address=12 High Street\nLeeds"
    shell.ask("client", "add", "--name", "Grace Liu", "--field", home)
    shell.ask("client", "add", "--name", "Noor Haddad")
    out = tmp_path / "labels.pdf"
    whom = ("--for", "Grace Liu", "--for", "Noor Haddad")
    said = shell.ask("print", "labels", *whom, "--out", out)
    assert (said["pages"], said["left_out"]) == (1, ["Noor Haddad"])
    out = tmp_path / "cards.pdf"
    said = shell.ask("print", "cards", *whom, "--message", "gr_birthday", "--out", out)
    assert said["pages"] == 4
    said = shell.ask("print", "cards", *whom, "--words", words, "--out", out)
    assert said["pages"] == 4
    assert shell.refused("print", "cards", *whom, "--out", out)["kind"] == "which_words"
    assert shell.refused("print", "plan", "--out", out)["kind"] == "which_paper"
