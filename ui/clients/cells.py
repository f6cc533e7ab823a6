"""A client as a line of the list: name, what could hurt, and the cells of the view."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from salon.clients.narrowing import Order, Wish
from salon.text import _, full_day, number, short_day
from salon.views.roll import RollLine
from ui.clients.heads import Column
from ui.clients.words import day_or_dash, line_of, phone_of
from ui.kit.chips import Chip
from ui.kit.rows import Line, Meter
from ui.kit.tokens import Tone

VERY = 60  # days late from which the bar is red; a mark of rank, the figure says it
FULL = 90  # days late of a full bar
LONG = 24  # letters of a name, beside which warnings lose their words
_NONE = "–"
_SOON = "…"  # it is being asked for


def line_in_roll(
    one: RollLine, columns: Sequence[Column], region: str, today: date
) -> Line:
    """Return a client as a line of the list, with the cells of *columns*."""
    client = one.client
    cells = tuple(_cell(one, column.order, region, today) for column in columns)
    said = one.hint or client.called
    line = line_of(client, region, today, cells=cells, detail=said)
    detail = line.detail
    if one.hint and client.alerts:
        detail = f"{one.hint} · {detail}"
    alerts = line.alerts
    if (wish := _wish(one.wish)) is not None:
        alerts = (*alerts, wish)
        if len(alerts) > 2 or (client.alerts and len(client.name) > LONG):  # in words
            detail = f"{detail} · {wish.text}"
    return replace(line, detail=detail, alerts=alerts, whole=client.name)


def best_time(start: str, until: str) -> str:
    """Return when somebody likes to be rung: from 14:00 to 16:00."""
    if start and until:
        return f"{start} – {until}"
    if start:
        return _("from {time}").format(time=start)
    if until:
        return _("until {time}").format(time=until)
    return ""


def _wish(wish: Wish) -> Chip | None:
    if wish is Wish.SILENT:
        return Chip(_("No calls"), Tone.AMBER, "phone-off")
    if wish is Wish.MESSAGES:
        return Chip(_("Messages only"), Tone.AMBER, "message-circle")
    return None


def _birthday(day: date | None, today: date) -> str:
    """Return the next birthday; one of another year says which."""
    if day is None:
        return _NONE
    return short_day(day) if day.year == today.year else full_day(day)


def _cell(one: RollLine, order: str, region: str, today: date) -> str | Meter:
    client = one.client
    match order:
        case Order.PHONE:
            return phone_of(client, region) or _NONE
        case Order.BEST:
            return best_time(one.call_from, one.call_until) or _NONE
        case Order.PERSON:
            return one.person or _NONE
        case Order.LAST:
            return day_or_dash(client.last_visit, today)
        case Order.BORN:
            return _birthday(one.birthday, today)
        case Order.LATE:
            return _late(one)
        case Order.NEXT:
            return day_or_dash(client.next_visit, today)
    return dict(one.said).get(order, _SOON) or _NONE


def _late(one: RollLine) -> str | Meter:
    if not one.usual:
        return _NONE
    usual = _(" · usual {n}").format(n=number(one.usual))
    tone = Tone.RED if one.late >= VERY else Tone.AMBER
    return Meter(number(one.late), usual, one.late / FULL, tone)
