"""A salon is begun anywhere, and a wrong word is answered with near ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from salon.cli import run
from tests.cli.conftest import NOW, Shell


def begun(where: Path, *words: str) -> int:
    return run(["init", str(where), "--name", "Test", "--now", NOW, *words])


@pytest.mark.parametrize("said", ["GB", "United Kingdom", "英国", "uk"])
def test_a_salon_begins_in_a_country_by_any_of_its_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    where = tmp_path / "salon"

    assert begun(where, "--region", said) == 0

    shell = Shell(where, capsys)
    capsys.readouterr()
    her = shell.ask("client", "add", "--name", "Ann Lee", "--phone", "07400 123456")
    assert her["phones"][0]["number"] == "+447400123456"


def test_a_salon_in_a_country_without_a_profile_has_its_money_and_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "salon"

    assert begun(where, "--region", "South Korea") == 0

    shell = Shell(where, capsys)
    capsys.readouterr()
    her = shell.ask("client", "add", "--name", "Kim Mina", "--phone", "010-2345-6789")
    assert her["phones"][0]["number"] == "+821023456789"
    [price, *_more] = [
        one["price"] for one in shell.ask("catalogue", "services")["services"]
    ]
    assert price["currency"] == "KRW"
    assert price["minor"] > 10_000
    assert shell.ask("check")["sound"]


@pytest.mark.parametrize(
    ("option", "said", "near"),
    [
        ("--region", "Germny", "Germany (de)"),
        ("--currency", "GPB", "GBP"),
        ("--timezone", "Europe/Londn", "Europe/London"),
        ("--timezone", "London", "Europe/London"),
    ],
)
def test_a_wrong_word_is_refused_with_near_ones_and_nothing_is_begun(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    option: str,
    said: str,
    near: str,
) -> None:
    where = tmp_path / "salon"

    assert begun(where, option, said, "--json") == 1

    out, err = capsys.readouterr()
    error: Any = json.loads(out)["error"]
    assert error["kind"] == "bad_setting"
    assert near in error["data"]["choices"]
    assert near in err
    assert not where.exists()
