"""Commands that go back and forth, and say who did what."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from salon.app import Salon
from salon.cli import shapes
from salon.cli.answer import Answer, listed
from salon.cli.named import NoSuchRecord
from salon.history.model import HistoryLine
from salon.history.queries import Clients, clients_in, history
from salon.public import public_id, row_of


def undo(salon: Salon, _options: Namespace) -> Answer:
    """Take back the last action of this computer."""
    return _action(salon, salon.undo())


def redo(salon: Salon, _options: Namespace) -> Answer:
    """Do again what was taken back."""
    return _action(salon, salon.redo())


def history_of(salon: Salon, options: Namespace) -> Answer:
    """Print who did what, newest first."""
    of = None
    if options.record:
        try:
            of = row_of(options.record)
        except ValueError as error:
            raise NoSuchRecord(options.record) from error
    found = salon.ask(history, of, options.limit)
    whose = salon.ask(clients_in, [one.seq for one in found])
    lines = (
        f"{one.seq:>6}  {salon.local(one.at):%Y-%m-%d %H:%M}  {one.by or '-'}"
        f"  {one.desk}  {_told(one, whose)}"
        for one in found
    )
    shown = [_shape(salon, one, whose) for one in found]
    return listed("actions", shown, lines)


def _action(salon: Salon, seq: int) -> Answer:
    [line] = [one for one in salon.ask(history, None, 5) if one.seq == seq]
    whose = salon.ask(clients_in, [seq])
    return Answer(_shape(salon, line, whose), [_told(line, whose)], changed=seq)


def _told(line: HistoryLine, whose: Mapping[int, Clients]) -> str:
    """Return what was done, and to whom: name and number."""
    who = (
        f"{public_id('client', key)} {name}".rstrip()
        for key, name in whose.get(line.seq, ())
    )
    return " · ".join((line.text, *who))


def _shape(
    salon: Salon, line: HistoryLine, whose: Mapping[int, Clients]
) -> dict[str, Any]:
    clients = [
        {"id": public_id("client", key), "name": name or None}
        for key, name in whose.get(line.seq, ())
    ]
    return shapes.action(salon, line) | {"clients": clients}
