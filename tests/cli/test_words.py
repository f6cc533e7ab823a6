"""The words of the command line are those that its pages promise."""

import re
from argparse import _SubParsersAction
from pathlib import Path

from salon.cli.words import parser

ROOT = Path(__file__).parents[2]
# Words of the contract, with the options it names.
PROMISED = {
    "init": "--name --language --region --currency --timezone",
    "demo": "--seed --clients --years --language",
    "import": (
        "--kind --encoding --delimiter --sheet --map --dry-run --rejects --take-back"
    ),
    "export": "--clients",
    "find": "--limit",
    "assess": "",
    "free": "--from --days --person",
    "book": "--at --person --room --device --override",
    "move": "--at --person --room",
    "cancel": "--reason",
    "calls": "--until --all",
    "call": "--answer --flag --note --again",
    "plan": "--from --set",
    "print": "--language --paper --out",
    "history": "--limit",
    "tour": "--language --theme --scale --size",
    "bench": "--quick --data",
}
BARE = (
    *("client", "catalogue", "confirm", "arrive", "start", "missed", "complete", "day"),
    *("plans", "undo", "redo", "check", "migrate", "run"),
)
EVERYWHERE = ("--data", "--json", "--language", "--now", "--as")


def helps() -> dict[str, str]:
    """Return the help of each command, by its word."""
    found: dict[str, str] = {}
    for action in parser()._actions:
        if isinstance(action, _SubParsersAction):
            found |= {word: one.format_help() for word, one in action.choices.items()}
    return found


def test_every_word_of_the_contract_is_understood_with_its_options() -> None:
    known = helps()
    assert set(PROMISED) | set(BARE) <= set(known)
    for word, options in PROMISED.items():
        for option in (*options.split(), *EVERYWHERE):
            assert option in known[word], (word, option)


def test_every_word_has_a_line_of_help_and_stands_in_both_pages() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for word, said in helps().items():
        assert len(said.splitlines()) > 3
        assert re.search(rf"`{word}[` ]", readme), word
        assert re.search(rf"`{word}\b", page), word
