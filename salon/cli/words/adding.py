"""How a feature declares its words: light, so that asking for help is quick."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from salon.text import _

Doing = Callable[[], Callable[..., Any]]
"""Brings what carries a word out, and with it all that is slow to import."""


@dataclass(slots=True)
class Add:
    """Adds words to a parser, and keeps what each says of itself."""

    commands: Any  # argparse's own, which has no public name
    shared: ArgumentParser
    nested: ArgumentParser  # the same for a word within a word: it overrides nothing
    said: list[tuple[str, str]] = field(default_factory=list)

    def __call__(
        self, name: str, doing: Doing | None, says: str, *, needs_salon: bool = True
    ) -> ArgumentParser:
        """Add a word.

        Args:
            name: The word.
            doing: Brings what carries it out; None where `run` itself does.
            says: A marked sentence on what it does.
            needs_salon: Whether the salon is opened before it is carried out.
        """
        sentence = _(says)
        command: ArgumentParser = self.commands.add_parser(
            name, help=sentence, description=sentence, parents=[self.shared]
        )
        command.set_defaults(doing=doing, needs_salon=needs_salon)
        self.said.append((name, sentence))
        return command

    def apart(self, name: str, doing: Doing, says: str) -> ArgumentParser:
        """Add a word that opens the salon itself, or needs none."""
        return self(name, doing, says, needs_salon=False)


def folder(text: str) -> str:
    """Return the folder that is named; "-" is none: a folder is no stream."""
    if text in ("", "-"):
        raise ArgumentTypeError(_("a folder is wanted here, by its name"))
    return text


def paper_size(command: ArgumentParser) -> None:
    """Let a word be told the size of its paper: the name of a `PageSize`."""
    command.add_argument("--paper", choices=("A4", "A5", "Letter"), default="A4")


def count(text: str) -> int:
    """Return how many are wanted; "-5" is no number of anything."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"not a count: {text}")
    return int(text)
