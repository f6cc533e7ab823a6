"""How a call is shown in a word: when it may be rung, why, its line in a list."""

from datetime import datetime, time

from salon.aftercare.model import CAP_WORDS, CallLine
from salon.text import _, hour, ngettext, short_day
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone

SAFETY = 2  # priorities up to this are about safety


def when_chip(call: CallLine, now: datetime) -> Chip:
    """Return when the call may be made: now, until when, or from when."""
    if call.due < now.date():
        tone = Tone.RED if call.priority <= SAFETY else Tone.AMBER
        return Chip(_("since {day}").format(day=short_day(call.due)), tone, "clock")
    if call.due > now.date():
        return Chip(short_day(call.due), Tone.PLAIN)
    start, until = call.time_from, call.time_until
    if call.is_now:
        if until is not None and until < time(19):
            said = _("now, until {time}").format(time=hour(until))
            return Chip(said, Tone.ROSE)
        return Chip(_("now"), Tone.ROSE)
    if start is not None and until is not None:
        return Chip(f"{hour(start)} – {hour(until)}", Tone.BLUE)
    if start is not None:
        return Chip(_("from {time}").format(time=hour(start)), Tone.BLUE)
    return Chip(_("any time"), Tone.PLAIN)


def short_chip(call: CallLine, now: datetime) -> Chip:
    """Return when the call may be made, where there is little room."""
    if call.due < now.date():
        days = (now.date() - call.due).days
        said = ngettext("{number} day late", "{number} days late", days)
        tone = Tone.RED if call.priority <= SAFETY else Tone.AMBER
        return Chip(said.format(number=days), tone)
    if call.is_now:
        return Chip(_("now"), Tone.ROSE)
    return when_chip(call, now)


def why(call: CallLine, now: datetime) -> str:
    """Return in a line why she is rung."""
    parts = [call.service or call.protocol_name]
    if call.treated is not None and call.treated < now.date():
        days = (now.date() - call.treated).days
        parts.append(_("day {number}").format(number=days))
    if call.purpose_name:
        parts.append(call.purpose_name)
    if call.held is not None:
        rests = _("rests until {day}: {why}")
        day = short_day(call.held.until)
        parts.insert(0, rests.format(day=day, why=_(CAP_WORDS[call.held.cap])))
    return " · ".join(part for part in parts if part)


def channel(call: CallLine) -> str:
    """Return how the client likes to be reached."""
    return channel_name(call.channel)


def channel_name(ref: str) -> str:
    """Return what a way of reaching somebody is called."""
    match ref:
        case "phone" | "call":
            return _("phone")
        case "wechat":
            return _("WeChat")
        case "sms":
            return _("SMS")
        case "email":
            return _("e-mail")
        case "card":
            return _("card by post")
        case "in_person":
            return _("a word in the salon")
    return {"line": "LINE", "whatsapp": "WhatsApp"}.get(ref, ref)


def call_line_of(call: CallLine, now: datetime) -> Line:
    """Return a call as a line of a list."""
    return Line(
        name=call.client,
        detail=why(call, now),
        reading=call.pinyin,
        mark=when_chip(call, now),
        below=channel(call),
        key=call.id,
    )
