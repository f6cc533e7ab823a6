"""Commands that go back and forth, and say who did what."""

from argparse import Namespace

from salon.app import Salon
from salon.cli import shapes
from salon.cli.answer import Answer, listed
from salon.cli.named import NoSuchRecord
from salon.history.queries import history
from salon.public import row_of


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
    lines = (
        f"{one.seq:>6}  {salon.local(one.at):%Y-%m-%d %H:%M}  {one.by or '-'}"
        f"  {one.desk}  {one.text}"
        for one in found
    )
    return listed("actions", [shapes.action(salon, one) for one in found], lines)


def _action(salon: Salon, seq: int) -> Answer:
    [line] = [one for one in salon.ask(history, None, 5) if one.seq == seq]
    return Answer(shapes.action(salon, line), [line.text], changed=seq)
