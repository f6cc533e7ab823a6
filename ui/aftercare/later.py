"""Ringing later at a time she named, and leaving a call out with a reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallLine, CallNotes, Outcome
from salon.aftercare.operations import Follow, drop_call, log_call
from salon.text import _
from ui.kit.buttons import Answers, Segments
from ui.kit.fields import TextField, TimeField
from ui.kit.sheet import Sheet
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk

_NOTHING = CallNotes()
AHEAD = timedelta(hours=2)
QUARTER = 15  # minutes


def ring_later(
    desk: "Desk",
    call: CallLine,
    now: datetime,
    notes: CallNotes = _NOTHING,
    moved: Callable[[], object] | None = None,
) -> Sheet | None:
    """Ask when she is to be rung again; the call moves there with what was noted.

    Args:
        desk: The desk.
        call: The call.
        now: What time it is in the salon.
        notes: What was noted of it; without a red flag, which does not wait.
        moved: Called when it is logged.
    """
    home = home_of(desk)
    if home is None:
        return None
    title = _("Ring {client} later").format(client=call.client)
    sheet = Sheet(home, title, icon="clock", wide=440)
    at = now + AHEAD
    at = at.replace(minute=at.minute // QUARTER * QUARTER)
    day, time = DayField(desk, at.date()), TimeField(at.time())
    form = Form()
    form.row("day", _("Date"), day)
    form.row("time", _("From"), time)
    whose = Segments([_("Anyone rings"), _("I ring")], label=_("Who rings"))
    form.row("whose", _("Who rings"), whose)
    sheet.add(form)

    def done(follows: list[Follow]) -> None:
        sheet.accept()
        if moved is not None:
            moved()
        said = " ".join(follow.text for follow in follows)
        tell(desk, f"{call.client}: {said}")

    def move() -> None:
        chosen = day.value()
        if chosen is None:
            form.wrong({"day": _("Choose a day.")})
            return
        again = datetime.combine(chosen, time.value())
        if again <= now.replace(tzinfo=None):
            form.wrong({"time": _("Choose a time that is still to come.")})
            return
        doing = desk.do(
            log_call,
            call.id,
            Outcome.NO_ANSWER,
            answers=notes.answers,
            note=notes.note,
            again=again,
            by_me=whose.index == 1,
            spoken=call.said,
            seen=call.version,
        )
        doing.then(done).otherwise(sheet.fail)

    sheet.cancel()
    sheet.button(_("Ring then"), move, primary=True)
    sheet.open()
    time.setFocus()
    return sheet


def leave_out(desk: "Desk", call: CallLine) -> Sheet | None:
    """Ask why she is not to be rung; the reason is kept with the call."""
    home = home_of(desk)
    if home is None:
        return None
    title = _("Leave out the call to {client}").format(client=call.client)
    sheet = Sheet(home, title, icon="phone-off", wide=480)
    usual = [
        _("Has been here since"),
        _("Has written already"),
        _("Asked for no call this time"),
    ]
    chips = Answers([(one, one) for one in usual], name=_("Reason"))
    reason = TextField(hint=_("Why"), name=_("Reason"))
    chips.changed.connect(lambda: reason.setText(" ".join(map(str, chips.value()))))
    form = Form()
    form.row("reason", _("Reason"), reason)
    sheet.add(form, chips)

    def drop() -> None:
        said = reason.text().strip()
        if not said:
            form.wrong({"reason": _("A reason is needed; it is kept with the call.")})
            return
        doing = desk.do(drop_call, call.id, said, seen=call.version)
        doing.then(lambda _done: sheet.accept()).otherwise(sheet.fail)

    sheet.cancel()
    sheet.button(_("Leave it out"), drop, primary=True)
    sheet.open()
    reason.setFocus()
    return sheet
