"""The words of the command line, each declared by its feature in a module here.

Nothing here imports what carries them out; docs/command-line.md says what they mean.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import lru_cache

from salon.cli.words import (
    aftercare,
    appointments,
    backups,
    beginning,
    campaigns,
    catalogue,
    clients,
    complaints,
    contacts,
    courses,
    dayend,
    exchange,
    feedback,
    filing,
    forms,
    history,
    hosting,
    house,
    incidents,
    keeping,
    leaving_clients,
    listing,
    loyalty,
    messages,
    occasions,
    papers,
    plans,
    prepaid,
    program,
    promises,
    safety,
    shelf,
    skin,
    surveys,
    team,
    till,
    treatments,
    typed,
)
from salon.cli.words.adding import Add
from salon.options import common, usual_folder
from salon.text import N_, _, language, region

# in the order of a salon's first weeks, as the help shows them
GROUPS: tuple[tuple[str, tuple[Callable[[Add], None], ...]], ...] = (
    (N_("Beginning"), (beginning.words,)),
    (
        N_("Clients"),
        (
            *(clients.words, listing.words, leaving_clients.words, filing.words),
            *(forms.words, typed.words, exchange.words),
        ),
    ),
    (N_("Skin"), (skin.words, safety.words)),
    (N_("Appointments and treatments"), (appointments.words, treatments.words)),
    (
        N_("Calls, plans and papers"),
        (
            *(aftercare.words, contacts.words, messages.words, occasions.words),
            *(feedback.words, complaints.words, incidents.words, plans.words),
            *(surveys.words, papers.words, hosting.words, campaigns.words),
        ),
    ),
    (N_("Who stays, who leaves"), (loyalty.words,)),
    (
        N_("Money and the shelf"),
        (
            *(till.words, prepaid.words, courses.words, promises.words),
            *(shelf.words, dayend.words),
        ),
    ),
    (N_("The house"), (catalogue.words, team.words, house.words)),
    (N_("History and safety"), (history.words, keeping.words, backups.words)),
    (N_("The program"), (program.words,)),
)


def parser(*, is_line: bool = False) -> ArgumentParser:
    """Return what understands every command, or every line of a `run`."""
    return _built(is_line, language(), region(), usual_folder())[0]


def said() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return, by group, every word and its sentence, in the language of now."""
    return _built(False, language(), region(), usual_folder())[1]


def overview() -> str:
    """Return all that may be said to the program, a line each."""
    groups = said()
    wide = max(len(word) for _title, words in groups for word, _sentence in words)
    lines = [_("Camellia, a client manager for beauty salons."), ""]
    ways = (
        ("main.py", _("opens the window")),
        (_("main.py WORD …"), _("does one thing without a screen")),
        (_("main.py WORD --help"), _("how a word is used")),
    )
    lines += [f"  {way:<{wide + 12}}{says}" for way, says in ways]
    for title, words in groups:
        lines += ["", f"{title}:"]
        lines += [f"  {word:<{wide + 2}}{sentence}" for word, sentence in words]
    lines += ["", _("After a word, or without one for the window:")]
    return "\n".join(lines) + "\n" + _options(wide)


def _options(wide: int) -> str:
    everywhere = (
        ("--data", _("the folder or address of the salon")),
        ("--language", _("en, zh_CN or zh_TW; else the salon's")),
        ("--now", _("let the clock stand, as at 2026-11-23T10:42")),
        ("--json", _("answer in JSON (after a word)")),
        ("--as", _("who acts (after a word)")),
    )
    return "\n".join(f"  {name:<{wide + 2}}{says}" for name, says in everywhere)


def _everywhere(*, is_line: bool, is_nested: bool = False) -> ArgumentParser:
    options = common(is_line=is_line, is_nested=is_nested)
    options.add_argument("--json", action="store_true", help=_("answer in JSON"))
    options.add_argument("--as", dest="act_as", metavar="NAME", help=_("who acts"))
    return options


@lru_cache(maxsize=8)  # what it is of is all that can make another of it
def _built(
    is_line: bool, _language: str, _region: str, _folder: str
) -> tuple[ArgumentParser, list[tuple[str, list[tuple[str, str]]]]]:
    whole = ArgumentParser(
        prog="main.py", description=_("Camellia, a client manager for beauty salons.")
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
    shared = _everywhere(is_line=is_line)
    nested = _everywhere(is_line=is_line, is_nested=True)
    groups = []
    for title, features in GROUPS:
        add = Add(commands, shared, nested)
        for declare in features:
            declare(add)
        groups.append((_(title), add.said))
    return whole, groups
