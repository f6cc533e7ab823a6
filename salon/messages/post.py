"""The sender: takes what waits, one message after the other, and notes what came of it.

A message is claimed in a transaction of its own, so two desks or two programs never
have the same one. What it is about to risk is written down before it is risked: that
it is being sent, then that only the last line is left. Killed at any moment, the next
sender finds it waiting, or unsure; never lost, and never sent twice by itself.
"""

from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from salon.clients.reach import Purpose
from salon.errors import SalonError
from salon.messages import sending
from salon.messages.letters import letter, new_message_id
from salon.messages.model import (
    OF_ACCOUNT,
    Account,
    ClockStands,
    MessageId,
    NoAccount,
    NoPassword,
    OnlyASample,
    Outgoing,
    State,
    Trouble,
)
from salon.messages.operations import (
    claim,
    hand_over,
    note_sent,
    note_undelivered,
    recover,
    try_again,
)
from salon.messages.queries import account, due, next_due
from salon.store.keys import keep_secret, secret_named
from salon.text import N_, _

if TYPE_CHECKING:
    from salon.app import Salon

LOCK = "salon.post"  # in the salon's folder; held by the one who sends on it
Tell = Callable[[int, int], object]


@dataclass
class Round:
    """What one round of the sender did."""

    sent: list[MessageId] = field(default_factory=list)
    waiting: list[MessageId] = field(default_factory=list)
    failed: list[MessageId] = field(default_factory=list)
    unsure: list[MessageId] = field(default_factory=list)
    trouble: SalonError | None = None  # of the line or the account: it ended early
    next_at: datetime | None = None  # when to look again
    is_elsewhere: bool = False  # another program of this computer is sending


def check_may_send(salon: "Salon") -> None:
    """See that this is no sample, and that the clock goes.

    Raises:
        OnlyASample, ClockStands: Nothing goes out from here.
    """
    if salon.premises.is_sample:
        raise OnlyASample
    if salon.is_stopped:
        raise ClockStands


def password_of(salon: "Salon", here: Account) -> str:
    """Return the account's password from this computer's key store.

    Raises:
        NoPassword: It is not known here.
    """
    found = secret_named(here.drawer, _drawer(salon))
    if here.user and not found:
        raise NoPassword
    return found


def keep_password(salon: "Salon", drawer: str, password: str) -> bool:
    """Keep the account's password at this computer; return whether out of the folder.

    What waited for it is tried again.

    Raises:
        NoDrawer: There is no place for it here.
    """
    is_safe = keep_secret(drawer, password, _drawer(salon))
    salon.do(try_again)
    return is_safe


def forget_password(salon: "Salon", drawer: str) -> None:
    """Let this computer forget the account's password."""
    keep_secret(drawer, "", _drawer(salon))


def _drawer(salon: "Salon") -> Path | None:
    return None if salon.folder is None else salon.folder.mail


def send_round(
    salon: "Salon",
    *,
    is_forced: bool = False,
    reins: sending.Reins | None = None,
    tell: Tell = lambda _done, _of: None,
    patience: float = sending.PATIENCE,
    longest: float = sending.LONGEST,
) -> Round:
    """Send what is due, one message after the other.

    It may take long: call it from a thread that nobody waits for.

    Args:
        salon: Whose outbox.
        is_forced: Send from a sample and under a stopped clock as well; for tests.
        reins: By which it is cut short when the program is to end.
        tell: Told how many are done, of how many.
        patience: Seconds to wait for one answer of the server.
        longest: Seconds for one message.

    Raises:
        OnlyASample, ClockStands, NoAccount, NoPassword: Nothing can be sent.
    """
    if not is_forced:
        check_may_send(salon)
    done = Round()
    lock = salon.folder.hold(LOCK) if salon.folder is not None else None
    if salon.folder is not None and lock is None:
        done.is_elsewhere = True
        return done
    with closing(lock) if lock is not None else nullcontext():
        # who holds the lock knows that nobody else of this computer is at it
        mine = f"{salon.desk}/" if lock is not None else ""
        if salon.ask(next_due) is not None:
            salon.do_by_itself(recover, mine)
        here = salon.ask(account)
        if here is None:
            raise NoAccount
        password = password_of(salon, here)
        if not here.trouble:
            _send_all(
                *(salon, here, password, done, reins or sending.Reins(), tell),
                *(patience, longest),
            )
    done.next_at = salon.ask(next_due)
    return done


def _send_all(
    salon: "Salon",
    here: Account,
    password: str,
    done: Round,
    reins: sending.Reins,
    tell: Tell,
    patience: float,
    longest: float,
) -> None:
    keys = salon.ask(due)
    token = f"{salon.desk}/{uuid4()}"
    for at, key in enumerate(keys):
        if reins.is_cut:
            return
        tell(at, len(keys))
        taken = salon.do_by_itself(claim, key, token)
        if taken is None:
            continue
        why = _send_one(salon, here, password, taken, done, reins, patience, longest)
        if why is not None and why.trouble in (*OF_ACCOUNT, Trouble.AWAY):
            done.trouble = why  # the next one would fare no better
            return
    tell(len(keys), len(keys))


def _send_one(
    salon: "Salon",
    here: Account,
    password: str,
    taken: Outgoing,
    done: Round,
    reins: sending.Reins,
    patience: float,
    longest: float,
) -> sending.Undelivered | None:
    """Send one message that is claimed; return what kept it from being delivered."""
    key, token = taken.id, taken.token

    def before_end() -> None:
        salon.do_by_itself(hand_over, key, token)

    try:
        reply = sending.deliver(
            *(here, password, taken.recipient, letter(here, taken, salon.now())),
            before_end,
            patience=patience,
            longest=longest,
            reins=reins,
        )
    except sending.Undelivered as error:
        state = salon.do_by_itself(
            note_undelivered, key, token, error.trouble, error.reply
        )
        kept = {
            State.WAITING: done.waiting,
            State.FAILED: done.failed,
            State.UNSURE: done.unsure,
        }
        if state in kept:
            kept[state].append(key)
        return error
    except SalonError:
        # the records did not take note: the server was told nothing more, and forgets
        with suppress(SalonError):
            salon.do_by_itself(note_undelivered, key, token, Trouble.AWAY)
        done.waiting.append(key)
        return None
    salon.do_by_itself(note_sent, key, token, reply)
    done.sent.append(key)
    return None


def send_test(
    salon: "Salon",
    here: Account,
    password: str,
    to: str,
    *,
    patience: float = sending.PATIENCE,
) -> str:
    """Send a mail to oneself, to see that the account works; return the answer.

    Nothing of it is kept. It goes out from a sample too: it is to oneself.

    Raises:
        Undelivered: It does not work, and why.
    """
    name = salon.premises.name
    test = Outgoing(
        MessageId(0),
        "",
        to,
        _(N_("A test from {salon}")).format(salon=name),
        _(N_("The mail account of {salon} works. Nobody else got this.")).format(
            salon=name
        ),
        "",
        new_message_id(here),
        Purpose.CARE,
        True,
    )
    text = letter(here, test, salon.now())
    reply = sending.deliver(here, password, to, text, patience=patience)
    if here.trouble:
        salon.do(try_again)
    return reply
