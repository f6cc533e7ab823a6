"""What the kit itself says, to eyes and to screen readers, in the window's language.

The kit knows no catalogue: whoever makes the window hands these words in, and again
when the language changes.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLocale


@dataclass(frozen=True)
class Speech:
    """The words of the kit; placeholders are filled with `str.format`."""

    locale: str = "en_GB"
    day: str = "ddd d MMM yyyy"  # as QLocale writes it
    long_day: str = "dddd d MMMM yyyy"
    month: str = "MMMM yyyy"
    pages: str = "Pages"
    month_back: str = "Month before"
    month_on: str = "Month after"
    choose_day: str = "Choose a day"
    waiting: str = "{name}, {number} waiting"
    found: str = "Found"
    undo: str = "Undo"
    cancel: str = "Cancel"
    close: str = "Close"
    try_again: str = "Try again"
    not_a_day: str = "That is not a day. Write it like {example}."
    not_a_time: str = "That is not a time. Write it like 14:30."
    not_taken: str = "“{text}” is not chosen yet. Take a line of the list, or empty it."
    about_left: str = "about {time} left"
    seconds: str = "{number} s"
    minutes: str = "{number} min"
    add_photo: str = "Drop, paste or choose"
    nothing_found: str = "Nothing found"
    hour: str = "Hour"

    def qt(self) -> QLocale:
        """Return how Qt writes days and numbers in this language."""
        return QLocale(self.locale)


_now: list[Speech] = [Speech()]


def speech() -> Speech:
    """Return the words in use."""
    return _now[0]


def use(words: Speech) -> None:
    """Say everything in these words from now on."""
    _now[0] = words
