"""What staff do with messages, and what the sender notes of them."""

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select

from salon.aftercare.events import CallTakenBack
from salon.aftercare.model import (
    MORNING,
    UNPLANNED,
    CallId,
    CallStatus,
    Outcome,
    Said,
    Way,
)
from salon.aftercare.operations import log_call, log_unplanned
from salon.aftercare.tables import Call, ContactMade
from salon.clients.model import ClientId
from salon.clients.queries import living, reaches
from salon.clients.reach import PURPOSE_WORDS, Purpose, Reach
from salon.clients.tables import Client
from salon.errors import TooLong
from salon.messages import events
from salon.messages.letters import new_message_id
from salon.messages.measure import held, is_quiet
from salon.messages.model import (
    AWAY,
    LOOPBACK,
    MOST_SUBJECT,
    MOST_WORDS,
    NEEDS_SOMEBODY,
    OF_ACCOUNT,
    STALE,
    STATE_WORDS,
    Account,
    BadAccount,
    Enclosed,
    MessageId,
    NeverAsked,
    NoAccount,
    NothingToSay,
    NotLikeThis,
    OpenConnection,
    Outgoing,
    Security,
    State,
    Trouble,
    Unwished,
    WhileUnhappy,
    next_try,
    sound_address,
)
from salon.messages.queries import ACCOUNT, account
from salon.messages.tables import Message, let_go, paper_of, put_by
from salon.rights import Right
from salon.settings.queries import premises
from salon.settings.tables import Setting
from salon.text import N_, _
from salon.typed import on_one_line
from salon.work import Work, needs

A_DAY = timedelta(days=1)
_UNHAPPY = "complaint"  # what a reason overrides besides wishes


@needs(Right.MANAGE)
def set_account(
    work: Work,
    *,
    server: str,
    port: int,
    security: Security,
    from_address: str,
    from_name: str = "",
    user: str = "",
    reply_to: str = "",
) -> str:
    """Set the salon's mail account up; what waits is sent by it from now on.

    Returns:
        The name under which a computer's key store is to have the password.

    Raises:
        BadAccount, BadAddress, OpenConnection: Something of it will not do.
    """
    server = on_one_line(server).strip()
    if not server or any(sign.isspace() for sign in server) or len(server) > 253:
        raise BadAccount(_(N_("server")), server[:80])
    if not 1 <= port <= 65535:
        raise BadAccount(_(N_("port")), str(port))
    if security is Security.NONE and server not in LOOPBACK:
        raise OpenConnection(server)
    before = account(work)
    made = Account(
        server,
        port,
        security,
        on_one_line(user).strip()[:200],
        on_one_line(from_name).strip()[:100],
        sound_address(from_address),
        sound_address(reply_to) if reply_to.strip() else "",
        before.drawer if before is not None and before.drawer else f"mail {uuid4()}",
    )
    if made != before:
        _keep_account(work, made)
        work.record(events.AccountChanged())
        _wake(work)
    return made.drawer


@needs(Right.MANAGE)
def drop_account(work: Work) -> None:
    """Take the mail account away; what waits goes on waiting."""
    row = _account_row(work)
    if row is not None:
        work.session.delete(row)
        work.record(events.AccountChanged())


@needs(Right.CALL)
def try_again(work: Work) -> None:
    """Let the account be tried again that was not let in: its password is new."""
    here = account(work)
    if here is not None and here.trouble:
        _keep_account(work, replace(here, trouble="", reply=""))
        work.record(events.AccountInTrouble(""))
        _wake(work)


@needs(Right.CALL)
def queue_mail(
    work: Work,
    client_id: ClientId,
    subject: str,
    words: str,
    *,
    purpose: Purpose,
    recipient: str = "",
    call_id: CallId | None = None,
    override: str = "",
    valid_until: date | None = None,
    is_automatic: bool = False,
    spoken: Said | None = None,
    note: str = "",
    enclosed: Enclosed | None = None,
) -> MessageId:
    """Put a mail to a client in the outbox; a call that it answers for is done.

    Args:
        work: As ever.
        client_id: To whom.
        subject: Of one line.
        words: What it says.
        purpose: What it is about; looked at again when it is sent.
        recipient: An address, if not that of the file.
        call_id: The call in whose place it is written.
        override: Why it is sent against the client's wish.
        valid_until: The last day on which it is worth sending.
        is_automatic: Whether nobody wrote it.
        spoken: What the words were composed of, where they stand unchanged.
        note: What is to be known besides by whoever writes or rings next.
        enclosed: A paper that goes with it.

    Raises:
        NoAccount, NothingToSay, TooLong, BadAddress: It cannot be sent.
        Unwished: The client does not want it; `NeverAsked`: whatever the reason.
        Missing, AlreadyLogged: As `log_call`.
    """
    here = account(work)
    if here is None:
        raise NoAccount
    client = work.get(Client, living(work, client_id))
    title, said = " ".join(subject.split()), words.strip()
    _check_words(title, said)
    address = sound_address(recipient or client.email)
    reason = override.strip()[:400]
    against = _heed_wish(work, client, purpose, "email", reason)
    call, contact = _log(work, client.id, "email", said, call_id, reason, spoken, note)
    row = work.add(
        Message(
            client_id=client.id,
            call_id=call,
            contact_id=contact,
            staff_id=work.by.id,
            status=State.WAITING,
            purpose=purpose.value,
            recipient=address,
            title=title,
            words=said,
            language=client.language,
            message_id=new_message_id(here),
            is_automatic=is_automatic,
            override=reason,
            against=against,
            queued_at=work.now,
            next_at=work.now,
            valid_until=valid_until,
            paper=put_by(work.session.connection(), enclosed.pdf) if enclosed else "",
            paper_name=enclosed.name[:80] if enclosed else "",
        )
    )
    work.events.insert(0, events.MailQueued(row.id, client.id))  # it names the action
    return row.id


@needs(Right.CALL)
def log_written(
    work: Work,
    client_id: ClientId,
    channel: str,
    words: str,
    *,
    purpose: Purpose,
    call_id: CallId | None = None,
    override: str = "",
    spoken: Said | None = None,
    note: str = "",
) -> None:
    """Note that a message went out by another program, as somebody says who saw it.

    Args:
        work: As ever.
        client_id: To whom.
        channel: Of vocabulary channel.
        words: What it said.
        purpose: What it was about.
        call_id: The call in whose place it was written.
        override: Why it was sent against the client's wish.
        spoken: What the words were composed of, where they stand unchanged.
        note: What is to be known besides by whoever writes or rings next.

    Raises:
        NothingToSay, TooLong, Unwished, Missing, AlreadyLogged: As `queue_mail`.
    """
    client = work.get(Client, living(work, client_id))
    said = words.strip()
    _check_words("", said)
    reason = override.strip()[:400]
    _heed_wish(work, client, purpose, channel, reason)
    _log(work, client.id, channel, said, call_id, reason, spoken, note)
    work.events.insert(0, events.Written(client.id, channel))


@needs(Right.CALL)
def cancel_mail(work: Work, key: MessageId, *, seen: int | None = None) -> None:
    """Call a message off that is not sent; the call it stood for waits again.

    Raises:
        NotLikeThis: It is on its way, sent, or called off already.
    """
    row = work.lock(Message, key)
    work.get(Message, key, seen=seen)
    if row.status not in (State.WAITING, *NEEDS_SOMEBODY):
        raise NotLikeThis(_(STATE_WORDS[row.status]))
    if row.trouble != Trouble.ADDRESS:  # that is worth knowing for the next one
        row.trouble = Trouble.BY_HAND.value
    row.status, row.next_at = State.CANCELLED, None
    work.record(events.MailCancelled(key))
    _unlog(work, row)


@needs(Right.CALL)
def send_again(
    work: Work, key: MessageId, *, recipient: str = "", seen: int | None = None
) -> None:
    """Let a message be sent once more that failed, or of which nobody knows.

    Args:
        work: As ever.
        key: The message.
        recipient: Another address; "": that of the file, if it is another by now.
        seen: The version on the screen.

    Raises:
        NotLikeThis: It waits, is on its way, sent or called off.
        BadAddress: What should be the address is none.
    """
    row = work.lock(Message, key)
    work.get(Message, key, seen=seen)
    if row.status not in NEEDS_SOMEBODY:
        raise NotLikeThis(_(STATE_WORDS[row.status]))
    client = work.get(Client, row.client_id)
    if recipient or row.trouble == Trouble.ADDRESS:
        row.recipient = sound_address(recipient or client.email or row.recipient)
    if row.status is State.FAILED:
        where = row.call_id if _is_waiting(work, row.call_id) else None
        call = CallId(where) if where is not None else None
        row.call_id, row.contact_id = _log(
            work, client.id, "email", row.words, call, row.override
        )
    row.status, row.attempts, row.trouble, row.reply = State.WAITING, 0, "", ""
    row.next_at, row.token, row.claimed_at, row.handed_at = work.now, "", None, None
    work.events.insert(0, events.MailDecided(key, "again"))


@needs(Right.CALL)
def say_arrived(work: Work, key: MessageId, *, seen: int | None = None) -> None:
    """Say of a message of which nobody knew that it has arrived.

    Raises:
        NotLikeThis: Its state is known.
    """
    row = work.lock(Message, key)
    work.get(Message, key, seen=seen)
    if row.status is not State.UNSURE:
        raise NotLikeThis(_(STATE_WORDS[row.status]))
    row.status, row.sent_at = State.SENT, row.handed_at
    row.trouble, row.reply = "", ""
    work.record(events.MailDecided(key, "arrived"))


@needs(Right.CALL)
def claim(work: Work, key: MessageId, token: str) -> Outgoing | None:
    """Take a message on for one sender; None where it is not to be sent now.

    What the client does not want any more, or what would come too late, is called off
    here: at the moment of sending, not when it was written.

    Args:
        work: As ever.
        key: The message.
        token: Of the sender; nobody else may go on with it.
    """
    if work.session.get(Message, key) is None:
        return None  # taken back meanwhile
    row = work.lock(Message, key)
    work.session.refresh(row)
    is_due = row.next_at is not None and row.next_at <= work.now
    if row.status is not State.WAITING or not is_due:
        return None
    purpose = Purpose(row.purpose)
    reach = reaches(work, [row.client_id]).get(row.client_id)
    is_wished = reach is not None and not _new_against(row, reach)
    why = "" if is_wished else Trouble.NO_CONTACT
    if row.valid_until is not None and work.today > row.valid_until:
        why = Trouble.EXPIRED
    if why:
        row.status, row.trouble, row.next_at = State.CANCELLED, why, None
        work.record(events.MailMoved(key, State.CANCELLED.value))
        _unlog(work, row)
        return None
    if _UNHAPPY not in row.against.split() and is_quiet(work, row.client_id, purpose):
        row.trouble, row.next_at = Trouble.COMPLAINT.value, work.now + A_DAY
        work.record(events.MailMoved(key, State.WAITING.value))
        return None
    if purpose is Purpose.OFFER and premises(work).marketing_paused:
        row.trouble, row.next_at = Trouble.PAUSED.value, work.now + A_DAY
        work.record(events.MailMoved(key, State.WAITING.value))
        return None
    if (rest := held(work, row)) is not None:
        row.trouble = Trouble.ENOUGH.value
        row.next_at = work.instant(rest.until, MORNING)
        work.record(events.MailMoved(key, State.WAITING.value))
        return None
    enclosed = None
    if row.paper:
        pdf = paper_of(work.session.connection(), row.paper)
        if pdf is None:
            row.status, row.trouble = State.FAILED, Trouble.NO_PAPER.value
            row.next_at = None
            work.record(events.MailMoved(key, State.FAILED.value))
            _unlog(work, row)
            return None
        enclosed = Enclosed(row.paper_name, pdf)
    row.status, row.token = State.SENDING, token
    row.claimed_at, row.handed_at = work.now, None
    work.record(events.MailMoved(key, State.SENDING.value))
    return Outgoing(
        row.id,
        token,
        row.recipient,
        row.title,
        row.words,
        row.language,
        row.message_id,
        purpose,
        row.is_automatic,
        enclosed,
    )


@needs(Right.CALL)
def hand_over(work: Work, key: MessageId, token: str) -> None:
    """Note that only the last line is left; from now on it may have arrived.

    Raises:
        NotLikeThis: Somebody else has gone on with it: it must not be sent.
    """
    row = work.lock(Message, key)
    work.session.refresh(row)
    if row.status is not State.SENDING or row.token != token:
        raise NotLikeThis(_(STATE_WORDS[row.status]))
    row.handed_at = work.now
    work.record(events.MailMoved(key, "handed"))


@needs(Right.CALL)
def note_sent(work: Work, key: MessageId, token: str, reply: str) -> None:
    """Note that the server has taken it."""
    row = _mine(work, key, token)
    if row is not None:
        row.status, row.sent_at, row.next_at = State.SENT, work.now, None
        row.trouble, row.reply = "", reply[:200]
        _let_paper_go(work, row)
        work.record(events.MailMoved(key, State.SENT.value))


@needs(Right.CALL)
def note_undelivered(
    work: Work, key: MessageId, token: str, trouble: Trouble, reply: str = ""
) -> State | None:
    """Note why it was not delivered; return what becomes of it.

    It waits again where nothing was handed over, has failed where the server said so
    for good or five times "not now", and is unsure where no answer came.
    """
    row = _mine(work, key, token)
    if row is None:
        return None
    row.trouble, row.reply, row.token = trouble.value, reply[:200], token
    if trouble in (Trouble.LOST, Trouble.KILLED):
        row.status, row.next_at = State.UNSURE, None
    elif trouble in (Trouble.ADDRESS, Trouble.REFUSED):
        row.status, row.next_at = State.FAILED, None
        _unlog(work, row)
    elif trouble is Trouble.LATER:
        row.attempts += 1
        row.status, row.next_at = State.WAITING, next_try(row.attempts, work.now)
        if row.next_at is None:
            row.status, row.trouble = State.FAILED, Trouble.TOO_OFTEN.value
            _unlog(work, row)
    else:  # the line or the account, and no fault of the message's
        row.status = State.WAITING
        has_waited = work.now - row.queued_at
        row.next_at = work.now + (AWAY[0] if has_waited < AWAY[1] else AWAY[1])
        if trouble in OF_ACCOUNT:
            row.next_at = work.now
            _put_in_trouble(work, trouble, reply)
    if row.status is not State.UNSURE:
        row.handed_at = None
    work.events.insert(0, events.MailMoved(key, row.status.value))
    return row.status


@needs(Right.CALL)
def recover(work: Work, prefix: str = "") -> list[MessageId]:
    """Take up what senders left behind that were killed; return which.

    Args:
        work: As ever.
        prefix: Of the tokens of senders that are surely gone; others are given up
            after ten minutes, longer than any delivery takes.
    """
    begun = select(Message.id).where(Message.status == State.SENDING)
    found = []
    for key in work.session.scalars(begun.order_by(Message.id)).all():
        row = work.lock(Message, key)
        is_gone = bool(prefix) and row.token.startswith(prefix)
        age = work.now - row.claimed_at if row.claimed_at is not None else STALE
        if not is_gone and abs(age) < STALE:
            continue
        if row.handed_at is not None:
            row.status, row.trouble = State.UNSURE, Trouble.KILLED.value
            row.next_at = None
        else:  # nothing was handed over
            row.status, row.token, row.next_at = State.WAITING, "", work.now
        work.record(events.MailMoved(key, row.status.value))
        found.append(key)
    return found


def _mine(work: Work, key: MessageId, token: str) -> Message | None:
    """Return a message if this sender may say what came of it.

    One that was given up in the meantime (a computer that slept) still counts, as long
    as nobody has decided about it.
    """
    row = work.session.get(Message, key)
    if row is None:
        return None
    row = work.lock(Message, key)
    work.session.refresh(row)
    is_open = row.status in (State.SENDING, State.UNSURE)
    return row if is_open and row.token == token else None


def _new_against(row: Message, reach: Reach) -> frozenset[str]:
    """Return what speaks against a message and did not when its reason was given.

    To one who wants no contact nothing that sells is sent, whatever the reason.
    """
    purpose = Purpose(row.purpose)
    now = reach.against(purpose, "email")
    if reach.do_not_contact and purpose is Purpose.OFFER:
        return now
    return now - set(row.against.split())


def _let_paper_go(work: Work, row: Message) -> None:
    """Forget the paper of a mail that is sent, unless another waits with the same."""
    others = select(Message.id).where(
        Message.paper == row.paper, Message.id != row.id, Message.status != State.SENT
    )
    if row.paper and work.session.scalar(others.limit(1)) is None:
        let_go(work.session.connection(), row.paper)


def _check_words(title: str, words: str) -> None:
    if not words:
        raise NothingToSay
    if len(words) > MOST_WORDS:
        raise TooLong(_(N_("The message")), len(words), MOST_WORDS)
    if len(title) > MOST_SUBJECT:
        raise TooLong(_(N_("The subject")), len(title), MOST_SUBJECT)


def _heed_wish(
    work: Work, client: Client, purpose: Purpose, channel: str, reason: str
) -> str:
    """Refuse what is not wished without a reason; return what the reason overrides."""
    reach = reaches(work, [client.id])[client.id]
    about = _(PURPOSE_WORDS[purpose])
    against = reach.against(purpose, channel)
    if against and reach.do_not_contact and purpose is Purpose.OFFER:
        raise NeverAsked(client.name, about)
    if against and not reason:
        raise Unwished(client.name, about)
    is_unhappy = is_quiet(work, client.id, purpose)
    if is_unhappy and not reason:
        raise WhileUnhappy(client.name, about)
    return " ".join(sorted((*against, *((_UNHAPPY,) if is_unhappy else ()))))


def _log(
    work: Work,
    client_id: ClientId,
    channel: str,
    words: str,
    call_id: CallId | None,
    reason: str,
    spoken: Said | None = None,
    note: str = "",
) -> tuple[int, int]:
    """Note a message as a contact; return the call it stands for, and the contact."""
    if reason:
        against = _(N_("Written all the same: {reason}")).format(reason=reason)
        note = "\n".join(filter(None, (note.strip(), against)))
    by = Way(channel)
    said = spoken if spoken is not None and spoken.text == words else Said(words)
    if call_id is not None and call_id > 0:
        log_call(work, call_id, Outcome.MESSAGE, note=note, spoken=said, way=by)
    else:
        log_unplanned(work, client_id, Outcome.MESSAGE, note=note, spoken=said, way=by)
    newest = select(ContactMade).where(ContactMade.client_id == client_id)
    contact = work.session.scalars(newest.order_by(ContactMade.id.desc())).first()
    assert contact is not None  # it was just made
    return contact.call_id, contact.id


def _unlog(work: Work, row: Message) -> None:
    """Take the contact back that has not come about; its call waits again.

    What the call led to is taken back by whoever hears of it: `CallTakenBack`.
    """
    contact_id, call_id = row.contact_id, row.call_id
    row.contact_id = None
    work.session.flush()
    contact = work.session.get(ContactMade, contact_id) if contact_id else None
    if contact is not None:
        work.session.delete(contact)
        work.session.flush()
    call = work.session.get(Call, call_id) if call_id else None
    if call is None or contact is None:
        return
    if call.protocol == UNPLANNED:
        row.call_id = None
        work.session.flush()
        work.session.delete(call)
    elif call.status is CallStatus.DONE and call.outcome is Outcome.MESSAGE:
        call.status, call.outcome = CallStatus.WAITING, None
        call.attempts = max(0, call.attempts - 1)
        call.due = max(call.due, work.today)
        work.record(CallTakenBack(CallId(call.id), call.client_id))
    work.session.flush()


def _is_waiting(work: Work, call_id: int | None) -> bool:
    call = work.session.get(Call, call_id) if call_id else None
    return call is not None and call.status is CallStatus.WAITING


def _account_row(work: Work) -> Setting | None:
    asked = select(Setting).where(Setting.key == ACCOUNT)
    return work.session.scalars(asked).one_or_none()


def _keep_account(work: Work, here: Account) -> None:
    value = json.dumps(asdict(here), ensure_ascii=False)
    row = _account_row(work)
    if row is None:
        work.add(Setting(key=ACCOUNT, value=value))
    else:
        row.value = value


def _put_in_trouble(work: Work, trouble: Trouble, reply: str) -> None:
    here = account(work)
    if here is not None and here.trouble != trouble.value:
        _keep_account(work, replace(here, trouble=trouble.value, reply=reply[:200]))
        work.record(events.AccountInTrouble(trouble.value))


def _wake(work: Work) -> None:
    """Let what waited for the line or the account be tried at once."""
    waits = select(Message).where(
        Message.status == State.WAITING,
        Message.trouble.in_([one.value for one in (*OF_ACCOUNT, Trouble.AWAY)]),
    )
    for row in work.session.scalars(waits):
        row.next_at = work.now
